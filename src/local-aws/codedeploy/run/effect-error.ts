import type { ErrorCode } from "@aws-sdk/client-codedeploy";

/** Why an effect failed, in the terms of a deployment's errorInformation. */
export class EffectError extends Error {
  override readonly name = "EffectError";
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}
