/** The time of a deployment, so that tests need not wait and a demonstration need not take hours. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that a minute of AWS takes here. */
  readonly minute: number;
  /** Calls back once, after this many milliseconds. @returns cancels it */
  after(milliseconds: number, callBack: () => void): () => void;
}

/**
 * @param speed how many times faster than on AWS minutes pass: 60 makes a minute a second
 * @default 1, real time
 */
export function systemClock(speed = 1): Clock {
  return {
    now: () => Date.now(),
    minute: 60_000 / speed,
    after(milliseconds, callBack) {
      const timer = setTimeout(callBack, milliseconds);
      // A deployment that waits must not keep the process alive.
      timer.unref();
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
