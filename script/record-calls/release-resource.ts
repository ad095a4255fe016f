/** What a call of CodeDeploy, ECR, ECS or Application Auto Scaling is done to, as far as it tells. */
export interface CallTarget {
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

interface Body {
  readonly applicationName?: string;
  readonly deploymentGroupName?: string;
  readonly deploymentConfigName?: string;
  readonly repositoryName?: string;
  readonly repositoryNames?: readonly string[];
  readonly cluster?: string;
  readonly services?: readonly string[];
  readonly tasks?: readonly string[];
  readonly family?: string;
  readonly ResourceId?: string;
  readonly ScalableDimension?: string;
}

/** Beginning of the ARNs of a service in the recorded account and region. */
type ArnPrefix = string;

const anything: CallTarget = { resource: "*" };

/** For calls that take a resource; those of a deployment's id alone are about its group, which only CodeDeploy knows. */
export const releaseTargets: Readonly<Record<string, (arn: ArnPrefix, body: Body) => CallTarget>> = {
  "codedeploy:BatchGetApplicationRevisions": application,
  "codedeploy:CreateDeployment": deploymentGroup,
  "codedeploy:GetApplicationRevision": application,
  "codedeploy:GetDeploymentGroup": deploymentGroup,
  "codedeploy:ListDeployments": deploymentGroup,
  "codedeploy:GetDeploymentConfig": (arn, { deploymentConfigName }) =>
    named(deploymentConfigName, (name) => `${arn}:deploymentconfig:${name}`),
  "codedeploy:RegisterApplicationRevision": application,
  "ecr:BatchDeleteImage": repository,
  "ecr:BatchGetImage": repository,
  "ecr:DescribeImages": repository,
  "ecr:DescribeRepositories": repository,
  "ecr:ListImages": repository,
  "ecr:PutImage": repository,
  "ecs:DescribeServices": (arn, { cluster = "default", services }) =>
    named(services?.[0], (name) => `${arn}:service/${last(cluster)}/${last(name)}`),
  "ecs:DescribeTasks": (arn, { cluster = "default", tasks }) =>
    named(tasks?.[0], (name) => `${arn}:task/${last(cluster)}/${last(name)}`),
  "ecs:ListTasks": (arn, { cluster = "default" }) => ({
    ...anything,
    context: { "ecs:cluster": `${arn}:cluster/${last(cluster)}` },
  }),
  "ecs:RegisterTaskDefinition": (arn, { family }) => named(family, (name) => `${arn}:task-definition/${name}:*`),
  "application-autoscaling:RegisterScalableTarget": (arn, { ResourceId, ScalableDimension = "" }) => ({
    ...named(ResourceId, (name) => `${arn}:scalable-target/${name}`),
    context: { "application-autoscaling:scalable-dimension": ScalableDimension },
  }),
};

function application(arn: ArnPrefix, { applicationName }: Body): CallTarget {
  return named(applicationName, (name) => `${arn}:application:${name}`);
}

function deploymentGroup(arn: ArnPrefix, { applicationName, deploymentGroupName }: Body): CallTarget {
  return named(deploymentGroupName, (name) => `${arn}:deploymentgroup:${applicationName ?? ""}/${name}`);
}

function repository(arn: ArnPrefix, { repositoryName, repositoryNames }: Body): CallTarget {
  return named(repositoryName ?? repositoryNames?.[0], (name) => `${arn}:repository/${name}`);
}

function named(name: string | undefined, arn: (name: string) => string): CallTarget {
  return name === undefined ? anything : { resource: arn(name) };
}

/** The name in an ARN, or the name itself. */
function last(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
