import type { AwsClients } from "./clients";

/** A thing in the account that is what a resource declares. */
export interface Match {
  /** What `terraform import` takes; the provider's documentation of each resource says what that is. */
  readonly importId: string;
  /** Attributes that AWS made up and by which other resources find theirs. @default `id`, the import id */
  readonly attributes?: Readonly<Record<string, string>>;
}

type Find<Required extends string, Optional extends string> = (
  identity: Readonly<Record<Required, string>> & Readonly<Partial<Record<Optional, string>>>,
  aws: AwsClients,
) => Promise<readonly Match[]>;

/** Finds in the account what a resource of one type declares. */
export interface Finder {
  /** Arguments that make the thing unique. If one of them refers to what does not exist, neither does the thing. */
  readonly required: readonly string[];
  /** Arguments that narrow it down where they are given. */
  readonly optional: readonly string[];
  /** All that match: none, or the one, or several between which only a person can choose. */
  readonly find: Find<string, string>;
}

export function finder<Required extends string>(required: readonly Required[], find: Find<Required, never>): Finder;
export function finder<Required extends string, Optional extends string>(
  required: readonly Required[],
  optional: readonly Optional[],
  find: Find<Required, Optional>,
): Finder;
export function finder(
  required: readonly string[],
  ...rest: [Find<string, never>] | [readonly string[], Find<string, string>]
): Finder {
  return rest.length === 1 ? { required, optional: [], find: rest[0] } : { required, optional: rest[0], find: rest[1] };
}

/** The values that are there: the SDK declares every member of an answer as optional. */
export function present<T>(values: readonly (T | undefined)[] | undefined): readonly T[] {
  return (values ?? []).filter((value) => value !== undefined);
}

/** Matches whose import id is all there is to know of them. */
export function ids(values: readonly (string | undefined)[] | undefined): readonly Match[] {
  return present(values).map((importId) => ({ importId }));
}
