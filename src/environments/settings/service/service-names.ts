import { section, text } from "../rule";
import * as rules from "../rules";

/**
 * Names that a service's resources bear in AWS, where those that follow from the project's and the service's own name
 * will not do, because what they name is there already. Changing one replaces the resource: choose before the first deploy.
 */
export const serviceNames = section({
  /** Of the ECS service, the task definition family, the main container, CodeDeploy's application and group. @default "<project>-<service>" */
  service: text(rules.serviceName).optional(),
  /** Of the two target groups. @default "<project>-<service>-blue" and "-green" */
  targetGroups: section({
    /** Of the one that the first tasks are in. */
    blue: text(rules.targetGroupName),
    /** Of the other one. */
    green: text(rules.targetGroupName),
  }).optional(),
  /** Of the ECR repository. @default "<project>/<service>", in lower case */
  repository: text(rules.repository).optional(),
  /** Of the log group of the containers. @default "/ecs/<project>-<service>" */
  logGroup: text(rules.logGroup).optional(),
  /** ECS appends container and task id to it. @default "<service>" */
  logStreamPrefix: text(rules.streamPrefix).optional(),
  /** Of the role with which ECS pulls the image, reads secrets and writes logs. @default "<project>-<service>-execution" */
  taskExecutionRole: text(rules.roleName).optional(),
  /** Of the role with which CodeDeploy moves traffic. @default "<project>-<service>-code-deploy" */
  codeDeployRole: text(rules.roleName).optional(),
});
