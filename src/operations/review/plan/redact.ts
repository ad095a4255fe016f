import { isRecord, type Values } from "./values";

/** What stands where a value must not be shown. */
export const hidden = "(sensitive)";

/**
 * A value without what its mask (`before_sensitive`, `after_sensitive`) marks. The mask has the value's shape; true
 * hides all below it. What has nothing to hide is not copied: that is most of a plan.
 */
export function redacted(value: unknown, mask: unknown): unknown {
  if (!holdsTrue(mask)) return value;
  if (mask === true) return value === null || value === undefined ? value : hidden;
  if (Array.isArray(value) && Array.isArray(mask)) {
    return value.map((element: unknown, index) => redacted(element, mask[index]));
  }
  if (isRecord(value) && isRecord(mask)) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redacted(inner, mask[name])]));
  }
  return value;
}

/** Whether a mask marks anything. */
export function holdsTrue(mask: unknown): boolean {
  if (typeof mask !== "object" || mask === null) return mask === true;
  for (const name in mask) if (holdsTrue((mask as Values)[name])) return true;
  return false;
}

/**
 * Attributes whose values are never shown, marked or not: people put secrets there, and providers mark few of them.
 * Matched anywhere in a name, so that what AWS adds tomorrow is hidden too.
 */
const privateName =
  /environment|secret|password|passphrase|token|credential|private_key|user_data|value|variables|options$|labels|definitions|command|body|content|header|connection|(^|_)(key|auth)$/i;

export function isPrivate(name: string): boolean {
  return privateName.test(name);
}
