import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CodedeployApp, CodedeployDeploymentGroup } from "../aws";
import type { Environment } from "../environments/schema";
import type { Names } from "../lib/names";
import type { BlueGreen, TargetGroup } from "./blue-green-traffic";

export interface DeploymentGroupProps {
  readonly names: Pick<Names, "codeDeployApplication" | "deploymentGroup">;
  readonly roleArn: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly listenerArns: { readonly production: string; readonly test: string };
  readonly targetGroups: BlueGreen<TargetGroup>;
  readonly deployment: Environment["deployment"];
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
      deploymentConfigName: props.deployment.config,
      serviceRoleArn: props.roleArn,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      blueGreenDeploymentConfig: {
        deploymentReadyOption: readyOption(props.deployment.readyWaitMinutes),
        terminateBlueInstancesOnDeploymentSuccess: {
          action: "TERMINATE",
          terminationWaitTimeInMinutes: props.deployment.terminationWaitMinutes,
        },
      },
      ...(props.deployment.rollbackOnFailure && {
        autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
      }),
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

/** CodeDeploy takes a waiting time only together with STOP_DEPLOYMENT: who waits for nobody shifts at once. */
function readyOption(waitMinutes: number): { actionOnTimeout: string; waitTimeInMinutes?: number } {
  return waitMinutes === 0
    ? { actionOnTimeout: "CONTINUE_DEPLOYMENT" }
    : { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: waitMinutes };
}
