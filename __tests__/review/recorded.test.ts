import { review } from "../../src/review/review";
import { brief, recorded, recordedNames } from "./support";

const nothing = "Nothing changes.";
const quiet = "Live traffic stays where it is. Nothing stands against applying it.";
const warned = "Live traffic stays where it is. Look at the warnings before you merge.";
const refused = "Do not apply this as it is: AWS will refuse it, and the apply stops half-way.";
const broken = "Do not apply this as it is: users would meet errors.";

interface Golden {
  readonly verdict: string;
  /** What to know before merging: all findings but notes on drift that was to be expected. */
  readonly findings: readonly string[];
}

const revision = "note revision-registered aws_ecs_task_definition.service_web_task_definition";

/** Plans of the real Terraform and provider, and what a reviewer has to know of them. */
const golden: Readonly<Record<string, Golden>> = {
  "no-op": { verdict: nothing, findings: [] },
  "image-changed": { verdict: quiet, findings: [revision] },
  "container-changed": { verdict: quiet, findings: [revision] },
  "security-group-changed": {
    verdict: warned,
    findings: ["warn open-to-the-world aws_vpc_security_group_ingress_rule.security_groups_private_ssh"],
  },
  "target-group-port-changed": {
    verdict: refused,
    findings: [
      "refuse target-group-in-use aws_lb_target_group.targets_web_blue",
      "refuse name-collision aws_lb_target_group.targets_web_blue",
    ],
  },
  "cluster-renamed": {
    verdict: broken,
    findings: [
      "hard-outage hard-outage aws_ecs_cluster.cluster",
      "hard-outage hard-outage aws_ecs_service.service_web",
    ],
  },
  "construct-renamed": {
    verdict: warned,
    findings: ["warn moved-not-deleted aws_cloudwatch_log_group.service_web_logs"],
  },
  "subnet-removed": {
    verdict: refused,
    findings: [
      "refuse subnet-in-use aws_subnet.network_private_1c",
      "warn draining aws_route_table_association.network_private_1c_routes",
      "warn draining aws_subnet.network_private_1c",
    ],
  },
  "alarm-removed": {
    verdict: warned,
    findings: ["warn rollback-weakened aws_codedeploy_deployment_group.service_web_deployment_group"],
  },
  "switched-to-canary": {
    verdict: quiet,
    findings: ["note releases-change aws_codedeploy_deployment_group.service_web_deployment_group"],
  },
  "service-unguarded": {
    verdict: refused,
    findings: ["refuse service-update-refused aws_ecs_service.service_web", revision],
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
  secrets: { verdict: quiet, findings: [revision] },
  swapped: { verdict: nothing, findings: [] },
  "swapped-then-old-code": {
    verdict: broken,
    findings: [
      "hard-outage traffic-moves aws_lb_listener.listeners_production",
      "warn test-traffic-moves aws_lb_listener.listeners_test",
    ],
  },
  "swapped-refresh-only": { verdict: nothing, findings: ["note plan-refresh-only plan"] },
  "swapped-target-group-port-changed": {
    verdict: refused,
    findings: [
      "refuse target-group-in-use aws_lb_target_group.targets_web_green",
      "refuse name-collision aws_lb_target_group.targets_web_green",
    ],
  },
  targeted: { verdict: warned, findings: ["warn plan-partial plan", revision] },
};

describe("the review of a real plan", () => {
  it("has an expectation for each that is recorded", () => {
    expect([...recordedNames].sort()).toEqual([...Object.keys(golden), "destroyed"].sort());
  });

  it.each(Object.entries(golden))("%s", (name, { verdict, findings }) => {
    const found = review(recorded(name));
    const told = found.findings.filter(({ id }) => id !== "drift-expected" && id !== "drift-first-read");
    expect({ verdict: found.verdict, findings: brief(told) }).toEqual({ verdict, findings });
  });

  it("of a destroy names everything that users would miss, and nothing that they would not", () => {
    const { findings } = review(recorded("destroyed"));
    const hard = findings.filter(({ severity }) => severity === "hard-outage").map(({ address }) => address);
    expect(hard.sort()).toEqual([
      "aws_ecs_cluster.cluster",
      "aws_ecs_service.service_web",
      "aws_internet_gateway.network_internet_gateway",
      "aws_lb.load_balancer",
      "aws_lb_listener.listeners_production",
      "aws_lb_target_group.targets_web_blue",
      "aws_vpc.network",
    ]);
    expect(findings.filter(({ severity }) => severity === "refuse")).toEqual([]);
  });

  it("after a release says between which target groups old code would move live traffic", () => {
    const [finding] = review(recorded("swapped-then-old-code")).findings;
    expect(finding?.what).toBe(
      "Live traffic moves from ContainerHandsOn8080 (where a release left it) to ContainerHandsOn 100 %.",
    );
  });

  it("after a release expects its drift, and nothing else", () => {
    const { findings } = review(recorded("swapped"));
    expect(brief(findings)).toEqual([
      "note drift-expected aws_ecs_service.service_web",
      "note drift-expected aws_lb_listener.listeners_production",
      "note drift-expected aws_lb_listener.listeners_test",
    ]);
  });

  it("tells of containers what changes, values of variables never", () => {
    const details = ["image-changed", "container-changed", "secrets"].map((name) =>
      review(recorded(name)).findings.flatMap((finding) => finding.details ?? []),
    );
    const repository = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/jaws-days-2022/container-hands-on";
    expect(details).toEqual([
      [`container ContainerHandsOn, image: ${repository}:latest -> ${repository}:2`],
      ["container ContainerHandsOn, port 80/tcp: removed", "container ContainerHandsOn, port 8000/tcp: added"],
      ["container ContainerHandsOn, environment API_KEY: added"],
    ]);
  });

  it("tells a renamed construct how Terraform learns that it moved", () => {
    const [finding] = review(recorded("construct-renamed")).findings;
    expect(finding?.todo).toContain('`.moveFromId("aws_cloudwatch_log_group.service_web_task_log_group")`');
  });
});
