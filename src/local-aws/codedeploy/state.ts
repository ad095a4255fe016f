import type { ApplicationInfo, DeploymentConfigInfo, DeploymentGroupInfo } from "@aws-sdk/client-codedeploy";
import type { Deployment } from "./run/deployment";
import { isOver } from "./run/machine-state";
import { predefinedConfigs } from "./predefined-configs";
import type { RegisteredRevisions } from "./registered-revisions";

/** An application with what belongs to it. Names are keys: CodeDeploy addresses everything by name. */
export interface Application {
  info: ApplicationInfo & { readonly applicationName: string; readonly computePlatform: string };
  readonly tags: Map<string, string>;
  readonly groups: Map<string, DeploymentGroup>;
  readonly revisions: RegisteredRevisions;
}

export interface DeploymentGroup {
  info: DeploymentGroupInfo & GroupFacts;
  readonly tags: Map<string, string>;
}

/** The members of DeploymentGroupInfo that every group has. */
export interface GroupFacts {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly deploymentGroupId: string;
  readonly deploymentConfigName: string;
  readonly serviceRoleArn: string;
}

/** What CodeDeploy remembers in one region. In memory, as all of the local AWS: gone after a restart. */
export class RegionState {
  readonly applications = new Map<string, Application>();
  readonly configs = new Map<string, DeploymentConfigInfo>(
    predefinedConfigs().map((config) => [config.deploymentConfigName, config]),
  );
  /** By id, oldest first. */
  readonly deployments = new Map<string, Deployment>();

  /** The deployments of a group, oldest first. */
  deploymentsOf(group: GroupFacts): readonly Deployment[] {
    return [...this.deployments.values()].filter(({ groupId }) => groupId === group.deploymentGroupId);
  }

  runningDeployment(group: GroupFacts): Deployment | undefined {
    return this.deploymentsOf(group).find(({ state }) => !isOver(state));
  }
}
