/** A list as one that is not empty, or undefined if it is. */
export function oneOrMore<T>([first, ...rest]: readonly T[]): readonly [T, ...T[]] | undefined {
  return first === undefined ? undefined : [first, ...rest];
}
