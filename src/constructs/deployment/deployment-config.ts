import { Construct } from "constructs";
import { CodedeployDeploymentConfig } from "../../aws";
import type { Service } from "../../environments/schema";

export interface DeploymentConfigProps {
  readonly name: string;
  readonly shift: NonNullable<Service["deployment"]["shift"]>;
}

/**
 * A deployment configuration with numbers of its own. CodeDeploy cannot change one, so its name tells the numbers: other
 * numbers are another configuration, which is there before the group lets go of the old one.
 */
export class DeploymentConfig extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { name, shift }: DeploymentConfigProps) {
    super(scope, id);
    const { type, percent, minutes } = shift;
    const config = new CodedeployDeploymentConfig(this, "Resource", {
      deploymentConfigName: name,
      computePlatform: "ECS",
      trafficRoutingConfig:
        type === "canary"
          ? { type: "TimeBasedCanary", timeBasedCanary: { percentage: percent, interval: minutes } }
          : { type: "TimeBasedLinear", timeBasedLinear: { percentage: percent, interval: minutes } },
      lifecycle: { createBeforeDestroy: true },
    });
    this.name = config.deploymentConfigName;
  }
}
