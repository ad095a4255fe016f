import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CodedeployApp, CodedeployDeploymentGroup } from "../../aws";
import type { Service } from "../../environments/schema";
import type { ServiceNames } from "../../environments/names";
import type { ProductionAndTest } from "../load-balancer/listener-pair";
import type { BlueGreen, TargetGroup } from "../load-balancer/target-group-pair";

export interface DeploymentGroupProps {
  readonly names: Pick<ServiceNames, "codeDeployApplication" | "deploymentGroup">;
  readonly roleArn: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly listenerArns: ProductionAndTest<string>;
  readonly targetGroups: BlueGreen<TargetGroup>;
  /** Name of the deployment configuration: how traffic shifts. */
  readonly config: string;
  readonly deployment: Omit<Service["deployment"], "config" | "shift">;
  /** Names of the CloudWatch alarms that stop a deployment. @default none */
  readonly alarms?: readonly string[] | undefined;
  /** The role's policies: CodeDeploy checks on creation that it may use the service. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * The CodeDeploy application and the one group in it that moves the service's traffic.
 *
 * A replacement that is ready waits for a person (`readyWaitMinutes`), then traffic shifts as `config` says. The original
 * tasks stay for `terminationWaitMinutes`; once they are gone, a rollback is a release like any other.
 * Source: AWS CodeDeploy API, CreateDeploymentGroup (blueGreenDeploymentConfiguration).
 */
export class DeploymentGroup extends Construct {
  readonly application: string;
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: DeploymentGroupProps) {
    super(scope, id);
    const application = new CodedeployApp(this, "application", {
      name: props.names.codeDeployApplication,
      computePlatform: "ECS",
      tags: { Name: props.names.codeDeployApplication },
    });
    const group = new CodedeployDeploymentGroup(this, "group", {
      appName: application.name,
      deploymentGroupName: props.names.deploymentGroup,
      deploymentConfigName: props.config,
      serviceRoleArn: props.roleArn,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      blueGreenDeploymentConfig: {
        deploymentReadyOption: readyOption(props.deployment.readyWaitMinutes),
        terminateBlueInstancesOnDeploymentSuccess: {
          action: "TERMINATE",
          terminationWaitTimeInMinutes: props.deployment.terminationWaitMinutes,
        },
      },
      ...rollback(props),
      ecsService: { clusterName: props.clusterName, serviceName: props.serviceName },
      loadBalancerInfo: {
        targetGroupPairInfo: {
          prodTrafficRoute: { listenerArns: [props.listenerArns.production] },
          testTrafficRoute: { listenerArns: [props.listenerArns.test] },
          targetGroup: [{ name: props.targetGroups.blue.name }, { name: props.targetGroups.green.name }],
        },
      },
      dependsOn: [...props.after],
    });
    this.application = application.name;
    this.name = group.deploymentGroupName;
    this.arn = group.arn;
  }
}

/** A deployment that an alarm stops is rolled back as one that failed is, if CodeDeploy is told so. */
function rollback({ deployment, alarms = [] }: DeploymentGroupProps) {
  const watched = deployment.rollbackOnAlarm ? alarms : [];
  const events = [
    ...(deployment.rollbackOnFailure ? ["DEPLOYMENT_FAILURE"] : []),
    ...(watched.length > 0 ? ["DEPLOYMENT_STOP_ON_ALARM"] : []),
  ];
  return {
    ...(watched.length > 0 && { alarmConfiguration: { enabled: true, alarms: [...watched] } }),
    ...(events.length > 0 && { autoRollbackConfiguration: { enabled: true, events } }),
  };
}

/** CodeDeploy takes a waiting time only together with STOP_DEPLOYMENT: who waits for nobody shifts at once. */
function readyOption(waitMinutes: number): { actionOnTimeout: string; waitTimeInMinutes?: number } {
  return waitMinutes === 0
    ? { actionOnTimeout: "CONTINUE_DEPLOYMENT" }
    : { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: waitMinutes };
}
