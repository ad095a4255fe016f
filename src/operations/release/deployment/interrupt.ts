/** Signals by which a person, a closed terminal or a CI system ends a command. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A second signal within this time is the same key press: npm passes on what the terminal has sent already. */
const echoMilliseconds = 1_500;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives the signals back to Node. */
  release(): void;
}

/**
 * Lets a command end in its own time: the first signal aborts, a later one ends the process at once.
 *
 * @param exitCode of the process that is ended at once
 */
export function listenForInterrupt(exitCode: number): Interrupt {
  const controller = new AbortController();
  let first: number | undefined;
  const listener = () => {
    first ??= Date.now();
    if (Date.now() - first > echoMilliseconds) process.exit(exitCode);
    controller.abort();
  };
  for (const name of signals) process.on(name, listener);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, listener);
    },
  };
}
