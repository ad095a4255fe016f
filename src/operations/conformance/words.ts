/**
 * Members whose values are words of AWS's own, by name: statuses, types, event names. Of every other member a record
 * holds the type alone. The API models of CodeDeploy, ECS, Elastic Load Balancing, ECR, IAM and Systems Manager define
 * these values, or list them in the member's documentation; none of them takes a value that a user chose.
 */
const members = new Set([
  "State",
  "Reason",
  "Type",
  "EvalDecision",
  "action",
  "actionOnTimeout",
  "assignPublicIp",
  "availabilityZoneRebalancing",
  "code",
  "compatibilities",
  "computePlatform",
  "connectivity",
  "creator",
  "deploymentOption",
  "deploymentTargetType",
  "deploymentType",
  "desiredStatus",
  "fileExistsBehavior",
  "healthStatus",
  "imageTagMutability",
  "lastStatus",
  "launchType",
  "lifecycleEventName",
  "networkMode",
  "propagateTags",
  "requiresCompatibilities",
  "revisionType",
  "schedulingStrategy",
  "stabilityStatus",
  "status",
  "stopCode",
  "taskSetLabel",
  "type",
  "unit",
]);

/** Members whose keys a user chose: a record says that there are entries, and of which type. */
const maps = new Set(["dockerLabels", "driverOpts", "labels", "options"]);

/**
 * Members that are there or not by what the service did before the run, which says nothing about AWS: the first
 * deployment of a group has no previous revision, and what made the first task set was not a deployment.
 */
const historical = new Set(["externalId", "previousRevision", "startedBy"]);

/** Letters and a few signs, or capitals and digits: an id, an ARN, an account or a region is not a word. */
const word = /^([A-Za-z][A-Za-z._-]{0,39}|[A-Z][A-Z0-9_]{0,39})$/;

export function isWordMember(member: string): boolean {
  return members.has(member);
}

export function isMap(member: string): boolean {
  return maps.has(member);
}

export function isHistorical(member: string): boolean {
  return historical.has(member);
}

export function isWord(value: string): boolean {
  return word.test(value);
}
