/** AWS services that tasks and instances reach through interface endpoints, as the endpoints' names end. */
export type InterfaceService =
  | "ecr.dkr"
  | "ecr.api"
  | "logs"
  | "secretsmanager"
  | "ssm"
  | "ssmmessages"
  | "kms"
  | "ecs-agent"
  | "ecs-telemetry"
  | "ecs";

/** What the services of an environment use of AWS, all of them together. */
export interface EndpointNeeds {
  /** Secrets from Secrets Manager. */
  readonly secretsManager: boolean;
  /** Secrets from SSM Parameter Store. */
  readonly parameterStore: boolean;
  /** Commands that people run in containers: whether they can, and whether a key of the account's own encrypts the session. */
  readonly executeCommand: "off" | "on" | "on-with-customer-key";
  /** Tasks on instances of the environment's own. */
  readonly containerInstances: boolean;
}

/** What one service uses, as far as endpoints depend on it. */
export interface ServiceUse {
  /** ARNs of its secrets, in Secrets Manager or Parameter Store. */
  readonly secretArns: readonly string[];
  /** Whether people can run commands in its containers. */
  readonly executeCommand: boolean;
  /** Whether its tasks run on instances of the environment's own. */
  readonly onInstances: boolean;
}

/** @param sessionKey whether a key of the account's own encrypts the sessions of commands */
export function endpointNeeds(services: readonly ServiceUse[], sessionKey: boolean): EndpointNeeds {
  const secretsOf = (service: string) =>
    services.some(({ secretArns }) => secretArns.some((arn) => arn.split(":")[2] === service));
  const commands = services.some(({ executeCommand }) => executeCommand);
  return {
    secretsManager: secretsOf("secretsmanager"),
    parameterStore: secretsOf("ssm"),
    executeCommand: !commands ? "off" : sessionKey ? "on-with-customer-key" : "on",
    containerInstances: services.some(({ onInstances }) => onInstances),
  };
}

/**
 * The interface endpoints without which tasks in a subnet without NAT cannot start or be reached. The layers of images
 * come from S3, whose gateway endpoint costs nothing and is always there.
 *
 * KMS is on the list for one case only: the agent of ECS Exec, in the task, decrypts the session's key by itself. Keys of
 * secrets, logs, images and disks are used by the services that hold these, which do not call from the VPC.
 *
 * Sources: Amazon ECR user guide, "Interface VPC endpoints"; Amazon ECS developer guide, "Interface VPC endpoints" (Secrets
 * Manager and Parameter Store, ECS Exec, the three endpoints of container instances); aws-containers/amazon-ecs-exec-checker
 * issue 46 (KMS).
 */
export function interfaceServices(needs: EndpointNeeds): readonly InterfaceService[] {
  const { secretsManager, parameterStore, executeCommand, containerInstances } = needs;
  return [
    "ecr.dkr",
    "ecr.api",
    "logs",
    ...when(secretsManager, "secretsmanager"),
    ...when(parameterStore, "ssm"),
    ...when(executeCommand !== "off", "ssmmessages"),
    ...when(executeCommand === "on-with-customer-key", "kms"),
    ...when(containerInstances, "ecs-agent", "ecs-telemetry", "ecs"),
  ];
}

function when(needed: boolean, ...services: readonly InterfaceService[]): readonly InterfaceService[] {
  return needed ? services : [];
}
