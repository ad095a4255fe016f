import { UsageError } from "../lib/errors";

/** The variable of the environment that sets the speed of a local AWS when it starts. */
export const SPEED_VARIABLE = "LOCAL_AWS_SPEED";

/**
 * How many times faster than on AWS the minutes of deployments pass: 60 makes a minute a second.
 *
 * @default 1, real time
 * @throws UsageError for what is not a number from 1 to 3600
 */
export function readSpeed(environment: NodeJS.ProcessEnv): number {
  const given = environment[SPEED_VARIABLE];
  if (given === undefined || given === "") return 1;
  const speed = Number(given);
  if (speed >= 1 && speed <= 3600) return speed;
  throw new UsageError(
    `${SPEED_VARIABLE}: ${JSON.stringify(given)} is not a speed. Allowed: 1 (real time) to 3600. ` +
      "Choose 60 to let a minute of a deployment pass in a second, or unset it.",
  );
}
