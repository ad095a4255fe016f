import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import { readRevisions, type Revisions } from "../../plan/planned-revisions";
import { type RunningTasks, runningTasks } from "../../network/running-tasks";
import { changesOf, isRemoved, type Subject } from "../../plan/subject";
import { getString, getStrings } from "../../plan/values";

/** What running tasks hold and the plan takes away: AWS refuses some of it, and deletes the rest without a question. */
export function retainedFindings(subject: Subject): readonly Finding[] {
  const gone = subject.changes.filter(isRemoved);
  const clusters = changesOf(subject, "aws_ecs_cluster_capacity_providers", "aws_ecs_cluster");
  if (gone.length === 0 && clusters.length === 0) return [];
  const running = runningTasks(subject);
  if (running.length === 0) return [];
  const revisions = readRevisions(subject, running);
  return [
    ...gone.flatMap((change) => uses(change, running, revisions).flatMap((use) => finding(change, use))),
    ...clusters.flatMap((change) => providersLost(change, running).flatMap((use) => finding(change, use))),
  ];
}

/** Addresses of services and task sets, and what their tasks use of the resource. */
interface Use {
  readonly kind: keyof typeof kinds;
  readonly name: string;
  readonly users: readonly string[];
}

function uses({ type, before }: Change, running: readonly RunningTasks[], revisions: Revisions): readonly Use[] {
  const value = (attribute: string) => getString(before, attribute) ?? "";
  const [id, name, arn] = [value("id"), value("name"), value("arn")];
  const having = (what: "securityGroups" | "subnets" | "capacityProviders", one: string) =>
    running.filter((tasks) => tasks[what].includes(one)).map(({ address }) => address);
  switch (type) {
    case "aws_security_group":
      return [{ kind: "securityGroup", name: id, users: having("securityGroups", id) }];
    case "aws_subnet":
      return [{ kind: "subnet", name: id, users: having("subnets", id) }];
    case "aws_ecs_capacity_provider":
      return [{ kind: "capacityProvider", name, users: having("capacityProviders", name) }];
    case "aws_iam_role":
      return [
        { kind: "taskRole", name, users: revisions.usersOf("taskRole", arn) },
        { kind: "executionRole", name, users: revisions.usersOf("executionRole", arn) },
      ];
    case "aws_cloudwatch_log_group":
      return [{ kind: "logGroup", name, users: revisions.usersOf("logGroup", name) }];
    case "aws_secretsmanager_secret":
      return [{ kind: "secret", name, users: revisions.usersOf("secret", arn) }];
    case "aws_ssm_parameter":
      return [{ kind: "secret", name, users: revisions.usersOf("secret", arn, name) }];
    default:
      return [];
  }
}

/** Capacity providers that a cluster is to let go of. */
function providersLost(change: Change, running: readonly RunningTasks[]): readonly Use[] {
  const { type, action, before, after, unknown } = change;
  // With the cluster go its services, or AWS refuses that first.
  if (type === "aws_ecs_cluster" && action !== "update") return [];
  if (unknown.has("capacity_providers")) return [];
  const cluster = getString(before, type === "aws_ecs_cluster" ? "name" : "cluster_name") ?? "";
  const kept = new Set(action === "delete" ? [] : getStrings(after, "capacity_providers"));
  const lost = getStrings(before, "capacity_providers").filter((name) => !kept.has(name));
  return lost.map((name) => ({
    kind: "capacityProvider",
    name,
    users: running
      .filter((tasks) => tasks.capacityProviders.includes(name) && tasks.cluster?.endsWith(`/${cluster}`) === true)
      .map(({ address }) => address),
  }));
}

interface Kind extends Pick<Finding, "id" | "severity" | "why"> {
  readonly what: string;
  readonly use: string;
}

const kinds = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html */
  securityGroup: {
    id: "security-group-in-use",
    severity: "refuse",
    what: "security group",
    use: "carry it",
    why:
      "A group that a network interface carries cannot be deleted: AWS answers DependencyViolation until Terraform gives up, " +
      "15 minutes later. Its rules are gone by then.",
  },
  /** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-deleting.html */
  subnet: {
    id: "subnet-in-use",
    severity: "refuse",
    what: "subnet",
    use: "may be in it",
    why:
      "A subnet with network interfaces cannot be deleted: AWS answers DependencyViolation until Terraform gives up, 20 minutes " +
      "later.",
  },
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html */
  capacityProvider: {
    id: "capacity-provider-in-use",
    severity: "refuse",
    what: "capacity provider",
    use: "run on it",
    why:
      "A cluster lets go of no provider that tasks run on: ECS answers ResourceInUseException, and the apply stops after it has " +
      "made other changes.",
  },
  /** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
  taskRole: {
    id: "task-role-in-use",
    severity: "hard-outage",
    what: "task role",
    use: "have its credentials",
    why: "IAM deletes it without a question. What the application asks of AWS is denied from then on.",
  },
  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html */
  executionRole: {
    id: "execution-role-in-use",
    severity: "warn",
    what: "execution role",
    use: "were started with it",
    why:
      "IAM deletes it without a question. Tasks that run go on, but no new one starts: nothing replaces a task that fails, and " +
      "scaling out adds none.",
  },
  /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
  logGroup: {
    id: "log-group-in-use",
    severity: "warn",
    what: "log group",
    use: "write to it",
    why:
      "CloudWatch Logs deletes it, and all that is in it, without a question. What tasks write is lost, and no new one starts " +
      "without it: nothing replaces a task that fails.",
  },
  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html */
  secret: {
    id: "secret-in-use",
    severity: "warn",
    what: "secret",
    use: "read it when they started",
    why:
      "AWS deletes it without a question. Tasks that run keep its value, but no new one starts (ResourceInitializationError): " +
      "nothing replaces a task that fails.",
  },
} as const satisfies Readonly<Record<string, Kind>>;

function finding(change: Change, { kind, name, users }: Use): readonly Finding[] {
  if (users.length === 0) return [];
  const { id, severity, what, use, why } = kinds[kind];
  return [
    {
      id,
      severity,
      ...about(change),
      what: `The ${what} ${name} is taken away, and running tasks of ${users.join(" and ")} ${use}.`,
      why,
      todo: `Keep the ${what} until no task uses it: make the change without this, release, then remove it in an apply of its own.`,
    },
  ];
}
