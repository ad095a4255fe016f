import { AwsError } from "../../protocol/call";

/**
 * Characters and length of application, group and configuration names.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html
 */
const NAME = /^[A-Za-z0-9._+=,@-]{1,100}$/;

interface NameKind {
  /** In messages: "application name". */
  readonly label: string;
  /** AWS's error when there is none. */
  readonly required: string;
  /** AWS's error when it is malformed. */
  readonly invalid: string;
}

const APPLICATION: NameKind = {
  label: "application name",
  required: "ApplicationNameRequiredException",
  invalid: "InvalidApplicationNameException",
};
const GROUP: NameKind = {
  label: "deployment group name",
  required: "DeploymentGroupNameRequiredException",
  invalid: "InvalidDeploymentGroupNameException",
};
const CONFIG: NameKind = {
  label: "deployment configuration name",
  required: "DeploymentConfigNameRequiredException",
  invalid: "InvalidDeploymentConfigNameException",
};

export const applicationName = (name: string | undefined): string => check(APPLICATION, name);
export const groupName = (name: string | undefined): string => check(GROUP, name);
export const configName = (name: string | undefined): string => check(CONFIG, name);

/** Of a group or a deployment: their actions know no DeploymentConfigNameRequiredException (API model). */
export const chosenConfigName = (name: string | undefined): string =>
  check({ ...CONFIG, required: CONFIG.invalid }, name);

function check(kind: NameKind, name: string | undefined): string {
  if (name === undefined || name === "") throw new AwsError(kind.required, `The ${kind.label} was not specified.`);
  if (!NAME.test(name)) {
    throw new AwsError(
      kind.invalid,
      `The ${kind.label} "${name}" is not valid: 1 to 100 letters, digits and . _ + = , @ - are allowed.`,
    );
  }
  return name;
}

/** Names or ids that one batch action takes. */
export function batch(names: readonly string[] | undefined, missing: AwsError): readonly string[] {
  if (names === undefined || names.length === 0) throw missing;
  if (names.length > 100) {
    throw new AwsError(
      "BatchLimitExceededException",
      `A batch takes at most 100 names or ids; ${names.length} were given.`,
    );
  }
  return names;
}
