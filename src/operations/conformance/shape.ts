import { isHistorical, isMap, isWord, isWordMember } from "./words";

/** What was seen at one member path. */
interface Member {
  readonly types: Set<string>;
  readonly words: Set<string>;
  /** In how many of its parents it was there. */
  count: number;
}

/**
 * The shape of every answer to one operation. Equal answers add nothing, so that it does not matter how often a
 * deployment was looked at.
 */
export class AnswerShape {
  private readonly members = new Map<string, Member>();
  /** Structures seen per path; the answer itself is at "". */
  private readonly structures = new Map<string, number>();

  see(answer: unknown): void {
    this.visitStructure("", answer ?? {});
  }

  /** "deploymentInfo.status" to "Ready, Succeeded", sorted by path; members that were not always there end in "or absent". */
  describe(): Readonly<Record<string, string>> {
    const paths = [...this.members.entries()].sort(([one], [other]) => compareText(one, other));
    return Object.fromEntries(
      paths.map(([path, member]) => {
        const types = [...member.types].filter((type) => type !== "string" || member.words.size === 0);
        const text = [...[...member.words].sort(compareText), ...types.sort(compareText)].join(" or ");
        const always = isHistorical(nameOf(path)) || member.count >= (this.structures.get(parentOf(path)) ?? 0);
        return [path, always ? text : `${text} or absent`];
      }),
    );
  }

  private visitStructure(path: string, structure: object): void {
    this.structures.set(path, (this.structures.get(path) ?? 0) + 1);
    const isMapOfUser = isMap(nameOf(path));
    for (const [key, value] of Object.entries(structure)) {
      if (value === undefined) continue;
      if (isMapOfUser) this.visit(`${path}.{}`, value, "");
      else this.visit(path === "" ? key : `${path}.${key}`, value, key);
    }
  }

  /** @param name of the member that holds the value, in lists too */
  private visit(path: string, value: unknown, name: string): void {
    const member = this.members.get(path) ?? { types: new Set(), words: new Set(), count: 0 };
    this.members.set(path, member);
    member.count++;
    member.types.add(typeOf(value));
    if (typeof value === "string" && isWordMember(name)) member.words.add(isWord(value) ? value : "another string");
    if (Array.isArray(value)) for (const item of value) this.visitItem(`${path}[]`, item, name);
    else if (isStructure(value)) this.visitStructure(path, value);
  }

  /** An item is no member of a structure: it is never absent. */
  private visitItem(path: string, item: unknown, name: string): void {
    if (isStructure(item)) this.visitStructure(path, item);
    else this.visit(path, item, name);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "empty list" : "list";
  if (value instanceof Date) return "timestamp";
  return typeof value === "object" ? "structure" : typeof value;
}

function isStructure(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The structure that may lack a member; items of lists and entries of maps lack in none. */
function parentOf(path: string): string {
  return /(\[\]|\.\{\})$/.test(path) ? path : path.slice(0, Math.max(path.lastIndexOf("."), 0));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).replace(/\[\]$/, "");
}

/** By code unit, the same on every machine. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
