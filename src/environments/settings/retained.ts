import { listOf, namedBy, oneOf, section, text } from "./rule";
import * as rules from "./rules";
import { secretArn } from "./service/container";
import { port } from "./port";
import { taskRole } from "./service/task";

const retainedOfService = section({
  /** The port that running tasks listen on, where `container.port` has become another. @default none */
  containerPort: port.optional(),
  /** Secrets that a task of the running revision fetches when it starts, and the next revision does not. @default none */
  secrets: listOf(secretArn, {
    kind: "a list of secrets",
    allowed: "1 ARN or more in a list",
    remedy: 'Write ["arn:aws:secretsmanager:..."] here.',
  }).optional(),
  /** What `taskRole` was, where the next revision has no role at all. @default none */
  taskRole: taskRole.optional(),
});

/**
 * What running tasks still use of the configuration before. Terraform changes network and compute of a service for its next
 * release only, so what the running tasks use has to stay until a release of every service has replaced them: change the
 * setting and name here what it was, deploy, release every service, remove this section, deploy again. Without it Terraform
 * refuses the plan; `npm run status` says when nothing uses it any longer. Compute has no entry here: `cluster.ec2Capacity`
 * stays declared until a release has moved every service off it.
 */
export const retained = section({
  /**
   * The form of `network.securityGroups` before. The load balancer and the endpoints have the groups of both forms
   * meanwhile. @default none
   */
  securityGroups: oneOf(["separate", "shared"], {
    kind: "a way to group",
    remedy: "Name the form that network.securityGroups had before.",
  }).optional(),
  /**
   * Zones that are to leave `network.zones`, where they stay meanwhile: the load balancer, endpoints and instances keep
   * them, and the next release places no task in them. @default none
   */
  zones: listOf(text(rules.zoneName), {
    kind: "a list of zones",
    allowed: "1 zone of network.zones or more in a list",
    remedy: 'Write ["ap-northeast-1d"] here.',
  }).optional(),
  /** By the service's name. @default none */
  services: namedBy(rules.serviceKey, retainedOfService, {
    kind: "an object with services",
    allowed: "an object with containerPort, secrets and taskRole by service",
    remedy: "Write { web: { ... } } here.",
  }).prefault({}),
});
