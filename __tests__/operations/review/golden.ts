/** What a reviewer has to know of a recorded plan. */
export interface Golden {
  readonly verdict: string;
  /** Severity, id and address of every finding. */
  readonly findings: readonly string[];
}

const nothing = "Nothing changes.";
const quiet = "Live traffic stays where it is. Nothing stands against applying it.";
const warned = "Live traffic stays where it is. Look at the warnings before you merge.";
const refused = "Do not apply this as it is: AWS will refuse it, and the apply stops half-way.";
const broken = "Do not apply this as it is: users would meet errors.";
const errored = "This is no plan to apply: it ended in an error.";

const revision = "note revision-registered aws_ecs_task_definition.service_web_task_definition";
const rollbackOff = "note rollback-off aws_codedeploy_deployment_group.service_web_deployment_group";
/** Release contract and number of the revision. */
const outputs = "note output-updated plan";
const shiftedListeners = [
  "note drift-expected aws_lb_listener.listeners_production",
  "note drift-expected aws_lb_listener.listeners_test",
];
const released = ["note drift-expected aws_ecs_service.service_web", ...shiftedListeners];

/** Plans of the real Terraform and provider, all but that of a destroy. */
export const golden: Readonly<Record<string, Golden>> = {
  new: {
    verdict: warned,
    findings: [
      "warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_private_endpoints",
      "warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_public_production",
      "warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_public_test",
      rollbackOff,
    ],
  },
  "no-op": { verdict: nothing, findings: ["note drift-first-read plan"] },
  "image-changed": { verdict: quiet, findings: [revision, outputs] },
  "container-changed": { verdict: quiet, findings: [revision, outputs] },
  "security-group-changed": {
    verdict: warned,
    findings: ["warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_private_ssh"],
  },
  "target-group-port-changed": {
    verdict: refused,
    findings: [
      "refuse target-group-in-use aws_lb_target_group.targets_web_blue",
      "refuse name-collision aws_lb_target_group.targets_web_blue",
      "warn output-changes plan",
      outputs,
    ],
  },
  "cluster-renamed": {
    verdict: broken,
    findings: [
      "hard-outage hard-outage aws_ecs_cluster.cluster",
      "hard-outage hard-outage aws_ecs_service.service_web",
      rollbackOff,
      outputs,
    ],
  },
  "construct-renamed": {
    verdict: warned,
    findings: [
      "warn moved-not-deleted aws_cloudwatch_log_group.service_web_logs",
      "warn log-group-in-use aws_cloudwatch_log_group.service_web_task_log_group",
    ],
  },
  "construct-moved": { verdict: quiet, findings: [] },
  "subnet-removed": {
    verdict: refused,
    findings: [
      "refuse subnet-in-use aws_subnet.network_private_1c",
      "warn draining aws_route_table_association.network_private_1c_routes",
      "warn draining aws_subnet.network_private_1c",
      "warn output-removed plan",
      outputs,
    ],
  },
  "alarm-removed": {
    verdict: warned,
    findings: ["warn rollback-weakened aws_codedeploy_deployment_group.service_web_deployment_group"],
  },
  "switched-to-canary": {
    verdict: quiet,
    findings: [rollbackOff, "note releases-change aws_codedeploy_deployment_group.service_web_deployment_group"],
  },
  "balancer-renamed": {
    verdict: broken,
    findings: [
      "hard-outage hard-outage aws_lb.load_balancer",
      "hard-outage hard-outage aws_lb_listener.listeners_production",
      "warn output-changes plan",
      rollbackOff,
      outputs,
    ],
  },
  "code-deploy-loses-rights": {
    verdict: warned,
    findings: [
      "warn draining aws_iam_role_policy_attachment.service_web_deployment_role_AWSCodeDeployRoleForECS",
      "warn role-not-passed aws_codedeploy_deployment_group.service_web_deployment_group",
    ],
  },
  "execution-role-trusts-instances": {
    verdict: warned,
    findings: ["warn role-not-trusting aws_iam_role.service_web_task_execution_role"],
  },
  "route-given": { verdict: warned, findings: ["warn output-removed plan"] },
  "service-unguarded": {
    verdict: refused,
    findings: ["refuse service-update-refused aws_ecs_service.service_web", revision, outputs],
  },
  exposed: {
    verdict: warned,
    findings: [
      "warn rights-wildcard aws_iam_role_policy.service_web_everything",
      "warn public-bucket aws_s3_bucket_public_access_block.files",
      "warn public-address aws_subnet.network_private_1a",
      "warn public-address aws_subnet.network_private_1c",
    ],
  },
  secrets: { verdict: quiet, findings: [revision, outputs] },
  targeted: { verdict: warned, findings: ["warn plan-partial plan", revision, outputs] },
  errored: { verdict: errored, findings: ["refuse plan-errored plan", "warn check-failed plan", revision, outputs] },
  "check-failed": { verdict: warned, findings: ["warn check-failed plan"] },
  deploying: { verdict: nothing, findings: [...shiftedListeners] },
  "deploying-then-changed": {
    verdict: warned,
    findings: [
      "warn rollback-weakened aws_codedeploy_deployment_group.service_web_deployment_group",
      ...shiftedListeners,
    ],
  },
  swapped: { verdict: nothing, findings: [...released] },
  "swapped-then-old-code": {
    verdict: broken,
    findings: [
      "hard-outage traffic-moves aws_lb_listener.listeners_production",
      "warn test-traffic-moves aws_lb_listener.listeners_test",
      ...released,
    ],
  },
  "swapped-route-given": {
    verdict: broken,
    findings: [
      "hard-outage new-route-to-empty-group aws_lb_listener_rule.service_web_rules_production",
      "warn output-removed plan",
      ...released,
    ],
  },
  "swapped-security-groups-separated": {
    verdict: broken,
    findings: [
      "hard-outage tasks-unreachable aws_vpc_security_group_ingress_rule.security_groups_private_container_80",
      "refuse security-group-in-use aws_security_group.security_groups_private",
      "warn draining aws_vpc_security_group_egress_rule.security_groups_private_all",
      "warn draining aws_vpc_security_group_egress_rule.security_groups_public_all",
      "warn draining aws_vpc_security_group_ingress_rule.security_groups_private_container_80",
      "warn draining aws_vpc_security_group_ingress_rule.security_groups_private_endpoints",
      "warn draining aws_vpc_security_group_ingress_rule.security_groups_public_production",
      "warn draining aws_vpc_security_group_ingress_rule.security_groups_public_test",
      "warn endpoints-unreachable aws_ecs_service.service_web",
      "warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_production_0_0_0_0_0",
      "warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_test_0_0_0_0_0",
      "warn output-changes plan",
      outputs,
      ...released,
    ],
  },
  "swapped-refresh-only": { verdict: nothing, findings: ["note plan-refresh-only plan", ...released] },
  "swapped-target-group-port-changed": {
    verdict: refused,
    findings: [
      "refuse target-group-in-use aws_lb_target_group.targets_web_green",
      "refuse name-collision aws_lb_target_group.targets_web_green",
      outputs,
      ...released,
    ],
  },
  "staging-capacity-removed": {
    verdict: refused,
    findings: [
      "refuse capacity-provider-in-use aws_ecs_capacity_provider.instances_provider",
      "refuse capacity-provider-in-use aws_ecs_cluster_capacity_providers.capacity_providers",
      "warn draining aws_iam_role.instances_role",
      "warn draining aws_iam_role_policy.instances_role_rights",
      "warn draining aws_vpc_security_group_egress_rule.instances_security_group_out_to_internet",
      "warn draining aws_vpc_security_group_egress_rule.instances_security_group_out_to_s3",
      "note revision-registered aws_ecs_task_definition.service_api_task_definition",
      outputs,
    ],
  },
  "production-new": {
    verdict: warned,
    findings: [
      "warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_production_0_0_0_0_0",
      "warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_redirect_0_0_0_0_0",
    ],
  },
  "production-switched-to-canary": {
    verdict: quiet,
    findings: ["note releases-change aws_codedeploy_deployment_group.service_web_deployment_group"],
  },
  "production-shift-changed": {
    verdict: quiet,
    findings: ["note releases-change aws_codedeploy_deployment_group.service_api_deployment_group"],
  },
  "production-rights-given": {
    verdict: quiet,
    findings: ["note rights-widened aws_iam_role_policy.service_api_task_role_rights"],
  },
  "production-zone-removed": {
    verdict: broken,
    findings: [
      "hard-outage zone-with-tasks-disabled aws_lb.load_balancer",
      "refuse subnet-in-use aws_subnet.network_private_1d",
      "warn draining aws_route_table_association.network_private_1d_routes",
      "warn draining aws_route_table_association.network_public_1d_routes",
      "warn draining aws_subnet.network_private_1d",
      "warn draining aws_subnet.network_public_1d",
      "warn output-removed plan",
      outputs,
    ],
  },
  "production-task-role-not-passed": {
    verdict: warned,
    findings: ["warn role-not-passed aws_codedeploy_deployment_group.service_api_deployment_group"],
  },
  "production-rollback-off": {
    verdict: warned,
    findings: ["warn rollback-weakened aws_codedeploy_deployment_group.service_api_deployment_group"],
  },
};
