import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { unlessMissing } from "../../../lib/unless-missing";
import { finder, present } from "../finder";

/** Its configuration only: the whole answer of GetFunction has a link to the code, which is nobody's business here. */
export const lambdaFunction = finder(["function_name"], async ({ function_name: name }, { lambda }) => {
  const answer = await unlessMissing(
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
    "ResourceNotFoundException",
  );
  return present([answer?.FunctionArn]).map((arn) => ({ importId: name, attributes: { id: name, arn } }));
});
