/** One way in which a single change breaks a configuration: the path, the value, and all that is answered. */
export type Row = readonly [path: string, value: unknown, message: string];
