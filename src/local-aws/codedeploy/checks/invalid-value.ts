import { z } from "zod";
import { AwsError } from "../../protocol/call";

/**
 * CodeDeploy's own errors for a value that is not one of the few it takes, by the member of the call that holds it. It
 * checks values itself, as "Deployment option can only be WITH_TRAFFIC_CONTROL or WITHOUT_TRAFFIC_CONTROL" shows
 * (https://github.com/awsdocs/aws-cloudformation-user-guide/issues/534); the API model lists each error for the actions
 * that have the member.
 */
const errorsByMember: Readonly<Record<string, string>> = {
  autoRollbackConfiguration: "InvalidAutoRollbackConfigException",
  blueGreenDeploymentConfiguration: "InvalidBlueGreenDeploymentConfigurationException",
  computePlatform: "InvalidComputePlatformException",
  deploymentStyle: "InvalidDeploymentStyleException",
  minimumHealthyHosts: "InvalidMinimumHealthyHostValueException",
  outdatedInstancesStrategy: "InvalidInputException",
  revision: "InvalidRevisionException",
  revisions: "InvalidRevisionException",
  trafficRoutingConfig: "InvalidTrafficRoutingConfigurationException",
  triggerConfigurations: "InvalidTriggerConfigException",
  zonalConfig: "InvalidZonalDeploymentConfigurationException",
};

/**
 * What CodeDeploy answers to a body that is not of the action's shape. A value of another type is refused before the
 * action begins: "SerializationException: STRING_VALUE can not be converted to an Integer"
 * (https://github.com/aws/aws-cdk/pull/27087).
 */
export function invalidValue(fault: z.ZodError): AwsError {
  const [first] = fault.issues;
  const code = first?.code === "invalid_value" ? errorsByMember[String(first.path[0])] : undefined;
  return new AwsError(code ?? "SerializationException", z.prettifyError(fault));
}
