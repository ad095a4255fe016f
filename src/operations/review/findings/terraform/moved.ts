import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import type { Subject } from "../../plan/subject";
import { meaningfulValues } from "../../plan/values";

/** A resource that goes and one that comes, of the same type and with the same content: its construct has another id. */
export interface Move {
  readonly from: Change;
  readonly to: Change;
}

export function movedFindings({ changes }: Subject): readonly Finding[] {
  return findMoves(changes).map(({ from, to }) => ({
    id: "moved-not-deleted",
    severity: "warn",
    ...about(to),
    what: `${from.address} is deleted, and ${to.address} with the same content is made: a construct was renamed or moved.`,
    why: "Terraform destroys and creates instead of renaming. What is in it is lost, and names that are unique collide.",
    todo:
      `Tell Terraform that it moved: call \`.moveFromId("${from.address}")\` on the resource in its new construct ` +
      "(CDKTF's `moveTo` from the other side). The plan then has nothing to do.",
  }));
}

/** Only pairs of which there is no doubt: one resource that goes and one that comes with that content. */
export function findMoves(changes: readonly Change[]): readonly Move[] {
  const moves: Move[] = [];
  const deletions = group(
    changes.filter(({ action }) => action === "delete"),
    ({ type }) => type,
  );
  for (const [type, created] of group(
    changes.filter(({ action }) => action === "create"),
    ({ type }) => type,
  )) {
    const deleted = deletions.get(type);
    if (deleted === undefined) continue;
    // Usually all that is new of a type leaves the same attributes open, so that this is one round.
    for (const [, alike] of group(created, (change) => known(change).join())) {
      const attributes = known(alike[0]);
      const gone = group(deleted, ({ before }) => contentOf(before, attributes));
      for (const [content, [to, ...others]] of group(alike, ({ after }) => contentOf(after, attributes))) {
        const [from, ...more] = gone.get(content) ?? [];
        if (from !== undefined && others.length === 0 && more.length === 0 && content !== nothing)
          moves.push({ from, to });
      }
    }
  }
  return moves;
}

const nothing = JSON.stringify([]);

/** The attributes that the plan knows of a new resource; others are the account's to give. */
function known({ after, unknown }: Change): readonly string[] {
  return Object.keys(after)
    .filter((name) => !unknown.has(name) && name !== "tags_all" && meaningfulValues(after[name]) !== undefined)
    .sort();
}

function contentOf(values: Readonly<Record<string, unknown>>, attributes: readonly string[]): string {
  return JSON.stringify(attributes.map((name) => [name, sorted(meaningfulValues(values[name]))]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

function group<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const found = groups.get(key(one));
    if (found === undefined) groups.set(key(one), [one]);
    else found.push(one);
  }
  return groups;
}
