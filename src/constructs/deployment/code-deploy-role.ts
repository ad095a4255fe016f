import type { Construct } from "constructs";
import { oneOrMore } from "../shared/one-or-more";
import type { PolicyStatement } from "../shared/policy-document";
import type { ProductionAndTest } from "../load-balancer/listener-pair";
import { ScopedServiceRole } from "../shared/scoped-service-role";

export interface CodeDeployRoleProps {
  readonly name: string;
  /** Id of the account. */
  readonly account: string;
  readonly region: string;
  /** Names: the group itself is made after its role. */
  readonly deploymentGroup: { readonly application: string; readonly name: string };
  readonly cluster: { readonly name: string; readonly arn: string };
  readonly serviceName: string;
  readonly listenerArns: ProductionAndTest<string>;
  /** Rules of these listeners that send requests to the service. @default none: the default actions do */
  readonly listenerRuleArns?: readonly string[] | undefined;
  /** Execution role and, if there is one, task role. */
  readonly passableRoleArns: readonly [string, ...string[]];
  /** Names of the functions that deployments call; they are made after the group, and that after its role. @default none */
  readonly hookNames?: readonly string[] | undefined;
  /** Whether alarms stop deployments. @default false */
  readonly watchesAlarms?: boolean | undefined;
}

/**
 * What CodeDeploy does to move the traffic of one service. It is AWSCodeDeployRoleForECS without what a release from the
 * laptop or a pipeline does not need (reading every object of S3, publishing to every topic), limited to the service, its
 * listeners and its tasks' roles as far as the actions take resources or conditions.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export class CodeDeployRole extends ScopedServiceRole {
  constructor(scope: Construct, id: string, props: CodeDeployRoleProps) {
    const { name, account, region, deploymentGroup } = props;
    super(scope, id, {
      name,
      trust: {
        service: "codedeploy.amazonaws.com",
        account,
        sourceArn: `arn:aws:codedeploy:${region}:${account}:deploymentgroup:${deploymentGroup.application}/${deploymentGroup.name}`,
      },
      policyName: "BlueGreenDeployment",
      statements: [...changeTaskSets(props), ...shiftTraffic(props), ...passRoles(props), ...checkDeployments(props)],
    });
  }
}

/** CreateTaskSet takes no resource: which service it is for is a condition. */
function changeTaskSets(props: CodeDeployRoleProps): readonly [PolicyStatement, ...PolicyStatement[]] {
  const { account, region, cluster, serviceName } = props;
  const path = `${cluster.name}/${serviceName}`;
  const serviceArn = `arn:aws:ecs:${region}:${account}:service/${path}`;
  return [
    {
      sid: "ReadAndSwitchService",
      actions: ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
      resources: [serviceArn],
    },
    {
      sid: "CreateTaskSets",
      actions: ["ecs:CreateTaskSet"],
      resources: ["*"],
      conditions: { ArnEquals: { "ecs:cluster": cluster.arn, "ecs:service": serviceArn } },
    },
    {
      sid: "DeleteTaskSets",
      actions: ["ecs:DeleteTaskSet"],
      resources: [`arn:aws:ecs:${region}:${account}:task-set/${path}/*`],
    },
  ];
}

/** The Describe actions of Elastic Load Balancing take no resource. */
function shiftTraffic({ listenerArns, listenerRuleArns = [] }: CodeDeployRoleProps): readonly PolicyStatement[] {
  const rules = oneOrMore(listenerRuleArns);
  return [
    {
      sid: "ReadLoadBalancer",
      actions: [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
      ],
      resources: ["*"],
    },
    {
      sid: "SwitchListeners",
      actions: ["elasticloadbalancing:ModifyListener"],
      resources: [listenerArns.production, listenerArns.test],
    },
    ...(rules === undefined
      ? []
      : ([{ sid: "SwitchRules", actions: ["elasticloadbalancing:ModifyRule"], resources: rules }] as const)),
  ];
}

function passRoles({ passableRoleArns }: CodeDeployRoleProps): readonly PolicyStatement[] {
  return [
    {
      sid: "PassRolesToTasks",
      actions: ["iam:PassRole"],
      resources: passableRoleArns,
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
}

function checkDeployments(props: CodeDeployRoleProps): readonly PolicyStatement[] {
  const { account, region, hookNames = [], watchesAlarms = false } = props;
  const hooks = oneOrMore(hookNames.map((name) => `arn:aws:lambda:${region}:${account}:function:${name}`));
  const alarms = `arn:aws:cloudwatch:${region}:${account}:alarm:*`;
  return [
    ...(hooks === undefined
      ? []
      : ([{ sid: "CallHooks", actions: ["lambda:InvokeFunction"], resources: hooks }] as const)),
    ...(watchesAlarms
      ? ([{ sid: "ReadAlarms", actions: ["cloudwatch:DescribeAlarms"], resources: [alarms] }] as const)
      : []),
  ];
}
