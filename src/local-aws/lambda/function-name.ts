import { AwsError } from "../protocol/call";

export interface FunctionReference {
  readonly region: string;
  readonly name: string;
  /** A version or an alias. @default $LATEST */
  readonly qualifier: string | undefined;
}

const NAME =
  /^(?:arn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]+):\d{12}:function:|(?:\d{12}:)(?:function:)?)?(?<name>[A-Za-z0-9_-]{1,140})(?::(?<qualifier>\$LATEST|[A-Za-z0-9_-]+))?$/;

/**
 * Reads a function's name in any of the forms that Lambda takes: name, name:qualifier, partial ARN, ARN.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 *
 * @param region for a name that does not say
 */
export function readFunctionName(text: string, region: string): FunctionReference {
  const parts = NAME.exec(text)?.groups;
  if (parts === undefined) {
    throw new AwsError(
      "InvalidParameterValueException",
      `"${text}" is neither the name nor the ARN of a Lambda function. Name it as "name", "name:alias" or ` +
        `"arn:aws:lambda:<region>:<account>:function:<name>".`,
    );
  }
  return { region: parts["region"] ?? region, name: parts["name"] ?? "", qualifier: parts["qualifier"] };
}
