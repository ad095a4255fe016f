/** `service:Action`, as policies name it. */
export type Action = `${string}:${string}`;

export type Actions = readonly [Action, ...Action[]];

/** Actions of one service. */
export function actionsOf<Name extends string>(service: string, names: readonly [Name, ...Name[]]): Actions {
  const [first, ...rest] = names;
  return [`${service}:${first}`, ...rest.map((name): Action => `${service}:${name}`)];
}
