import { section, text } from "../rule";
import * as rules from "../rules";

/**
 * Names that a service's resources bear in AWS, where those that follow from the project's and the service's own name
 * will not do, because what they name is there already. Changing one replaces the resource: choose before the first deploy.
 */
export const serviceNames = section({
  /** Of the ECS service, the task definition family, the main container, CodeDeploy's application and group. @default "<project>-<service>" */
  service: text(rules.serviceName).optional(),
  targetGroups: section({
    blue: text(rules.targetGroupName),
    green: text(rules.targetGroupName),
  })
    /** @default "<project>-<service>-blue" and "-green" */
    .optional(),
  /** Of the ECR repository. @default "<project>/<service>", in lower case */
  repository: text(rules.repository).optional(),
  /** @default "/ecs/<project>-<service>" */
  logGroup: text(rules.logGroup).optional(),
  /** ECS appends container and task id to it. @default "<service>" */
  logStreamPrefix: text(rules.streamPrefix).optional(),
  /** @default "<project>-<service>-execution" */
  taskExecutionRole: text(rules.roleName).optional(),
  /** @default "<project>-<service>-code-deploy" */
  codeDeployRole: text(rules.roleName).optional(),
});
