import type { PolicyStatement } from "../../shared/policy-document";
import { iamArn, named, type PipelineScope, type PolicyStatements } from "./scope";

/** What `release`, `rollback` and `status` call for the services of an environment, and what brings them their images. */
export function releasePolicy(scope: PipelineScope): PolicyStatements {
  return [...seeServices(scope), ...deploy(scope), ...passRoles(scope), ...suspendScaling(scope), ...pushImages(scope)];
}

/** The running deployments of the environment's services. */
export function seeDeployments(scope: PipelineScope): PolicyStatement {
  return { sid: "SeeDeployments", actions: readingDeployments, resources: deploymentGroups(scope) };
}

const readingDeployments = [
  "codedeploy:BatchGetDeployments",
  "codedeploy:GetDeployment",
  "codedeploy:ListDeployments",
] as const;

function seeServices(scope: PipelineScope): PolicyStatements {
  const { cluster, environment, region } = scope;
  return [
    {
      // These take no resource.
      sid: "SeeRevisionsAndTraffic",
      actions: [
        "application-autoscaling:DescribeScalableTargets",
        "ecs:DescribeTaskDefinition",
        "ecs:ListTaskDefinitions",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      sid: "SeeServicesAndTasks",
      actions: ["ecs:DescribeServices", "ecs:DescribeTasks"],
      resources: [ecsArn(scope, `service/${cluster}/*`), ecsArn(scope, `task/${cluster}/*`)],
    },
    {
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html
      sid: "ListTasks",
      actions: ["ecs:ListTasks"],
      resources: ["*"],
      conditions: { ArnLike: { "ecs:cluster": ecsArn(scope, `cluster/${cluster}`) } },
    },
    {
      sid: "ReadReleaseContracts",
      actions: ["ssm:GetParameter"],
      resources: [
        parameterArn(scope, `${environment}/*/release-contract`),
        parameterArn(scope, `${environment}/*/suspended-scaling`),
      ],
    },
  ];
}

/**
 * What CodeDeploy asks for a deployment's id only takes no resource. Ids are made by chance, and those of other services
 * cannot be listed.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html
 */
function deploy(scope: PipelineScope): PolicyStatements {
  const { account, project, region } = scope;
  const codeDeploy = `arn:aws:codedeploy:${region}:${account}`;
  const ofServices = (arn: (name: string) => string) => named(`${project}-*`, namesOf(scope, "service"), arn);
  return [
    {
      sid: "RegisterRevisions",
      actions: ["ecs:RegisterTaskDefinition", "ecs:TagResource"],
      resources: ofServices((name) => ecsArn(scope, `task-definition/${name}:*`)),
    },
    {
      sid: "Deploy",
      actions: [
        ...readingDeployments,
        "codedeploy:BatchGetApplicationRevisions",
        "codedeploy:CreateDeployment",
        "codedeploy:GetApplicationRevision",
        "codedeploy:GetDeploymentConfig",
        "codedeploy:GetDeploymentGroup",
        "codedeploy:RegisterApplicationRevision",
      ],
      resources: [
        ...deploymentGroups(scope),
        ...ofServices((name) => `${codeDeploy}:application:${name}`),
        `${codeDeploy}:deploymentconfig:*`,
      ],
    },
    {
      sid: "FollowAndEndDeployments",
      actions: [
        "codedeploy:BatchGetDeploymentTargets",
        "codedeploy:ContinueDeployment",
        "codedeploy:ListDeploymentTargets",
        "codedeploy:StopDeployment",
      ],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": region } },
    },
  ];
}

/** A release passes what Terraform declared; and it looks whether it, and CodeDeploy, may. */
function passRoles(scope: PipelineScope): PolicyStatements {
  const { names, project } = scope;
  const role = (name: string) => iamArn(scope, "role", name);
  const ofTasks = [
    ...named(`${project}-*-execution`, namesOf(scope, "taskExecutionRole"), role),
    role(`${project}-*-task`),
  ] as const;
  const ofCodeDeploy = named(`${project}-*-code-deploy`, namesOf(scope, "codeDeployRole"), role);
  return [
    {
      sid: "PassRolesToTasks",
      actions: ["iam:PassRole"],
      resources: ofTasks,
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      sid: "SeeWhoMayPassRoles",
      actions: ["iam:GetRole", "iam:SimulatePrincipalPolicy"],
      resources: [...ofTasks, ...ofCodeDeploy, role(names.releaseRole)],
    },
  ];
}

/**
 * While traffic shifts, scaling is suspended, and a parameter remembers how it was. AWS makes the names of scalable targets:
 * tags tell whose they are, where the environment has tags.
 */
function suspendScaling(scope: PipelineScope): readonly PolicyStatement[] {
  const { account, environment, region, release } = scope;
  if (!release.scales) return [];
  return [
    {
      sid: "SuspendScaling",
      actions: ["application-autoscaling:RegisterScalableTarget"],
      resources: [`arn:aws:application-autoscaling:${region}:${account}:scalable-target/*`],
      conditions: {
        StringEquals: {
          "application-autoscaling:scalable-dimension": "ecs:service:DesiredCount",
          ...(release.tagged && { "aws:ResourceTag/Environment": environment }),
        },
      },
    },
    {
      sid: "RememberSuspendedScaling",
      actions: ["ssm:DeleteParameter", "ssm:PutParameter"],
      resources: [parameterArn(scope, `${environment}/*/suspended-scaling`)],
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
function pushImages(scope: PipelineScope): PolicyStatements {
  const { account, project, region, release } = scope;
  return [
    { sid: "LogInToEcr", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PushImages",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:DescribeRepositories",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
        // A release takes the marks of old ones away.
        ...(release.marksImages ? ["ecr:BatchDeleteImage", "ecr:ListImages"] : []),
      ],
      resources: named(
        `${project.toLowerCase()}/*`,
        namesOf(scope, "repository"),
        (name) => `arn:aws:ecr:${region}:${account}:repository/${name}`,
      ),
    },
  ];
}

function deploymentGroups(scope: PipelineScope): readonly [string, ...string[]] {
  const { account, project, region } = scope;
  return named(
    `${project}-*`,
    namesOf(scope, "service"),
    // Of a service's application and group, which have the same name.
    (name) => `arn:aws:codedeploy:${region}:${account}:deploymentgroup:${name}/${name}`,
  );
}

function namesOf({ release }: PipelineScope, which: keyof PipelineScope["release"]["services"][number]) {
  return release.services.map((service) => service[which]);
}

function ecsArn({ account, region }: PipelineScope, resource: string): string {
  return `arn:aws:ecs:${region}:${account}:${resource}`;
}

function parameterArn({ account, region }: PipelineScope, name: string): string {
  return `arn:aws:ssm:${region}:${account}:parameter/${name}`;
}
