import { review } from "../../../src/operations/review/review";
import { golden } from "./golden";
import { brief, recorded, recordedNames } from "./support";

describe("the review of a real plan", () => {
  it("has an expectation for each that is recorded", () => {
    expect([...recordedNames].sort()).toEqual([...Object.keys(golden), "destroyed"].sort());
  });

  it.each(Object.entries(golden))("%s", (name, { verdict, findings }) => {
    const found = review(recorded(name));
    expect({ verdict: found.verdict, findings: brief(found.findings) }).toEqual({ verdict, findings });
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

  it("names a sensitive output, and shows neither of its values", () => {
    const outputs = review(recorded("secrets")).findings.find(({ id }) => id === "output-updated");
    expect(outputs?.details).toEqual([
      "ReleaseContract: known only after the apply",
      "RevisionNo: known only after the apply",
      "Token: changed, (sensitive)",
    ]);
  });

  it("tells where a route that is given after a release would lead", () => {
    const [finding] = review(recorded("swapped-route-given")).findings;
    expect(finding?.what).toBe(
      "A new rule for path /* forwards to ContainerHandsOn, and the tasks are behind ContainerHandsOn8080.",
    );
  });

  it("tells which role CodeDeploy may not pass", () => {
    const told = ["code-deploy-loses-rights", "production-task-role-not-passed"].map((name) =>
      review(recorded(name)).findings.flatMap(({ id, what }) => (id === "role-not-passed" ? [what] : [])),
    );
    const roles = "arn:aws:iam::123456789012:role";
    expect(told).toEqual([
      [
        `CodeDeploy's role ContainerHandsOnForCodeDeploy may not pass the tasks' execution role ${roles}/ecsTaskExecutionRole.`,
      ],
      [`CodeDeploy's role shop-api-code-deploy may not pass the tasks' task role ${roles}/shop-api-task.`],
    ]);
  });

  it("tells how production's traffic will shift instead", () => {
    const told = ["production-switched-to-canary", "production-shift-changed"].map(
      (name) => review(recorded(name)).findings[0]?.what,
    );
    expect(told).toEqual([
      "Traffic shifts by CodeDeployDefault.ECSAllAtOnce -> CodeDeployDefault.ECSCanary10Percent5Minutes, from the next release on.",
      "Traffic shifts by shop-api-linear-20-percent-2-minutes -> shop-api-canary-10-percent-5-minutes, from the next release on.",
    ]);
  });

  it("after a release says between which target groups old code would move live traffic", () => {
    const [finding] = review(recorded("swapped-then-old-code")).findings;
    expect(finding?.what).toBe(
      "Live traffic moves from ContainerHandsOn8080 (where a release left it) to ContainerHandsOn 100 %.",
    );
  });

  it("tells of containers what changes, values of variables never", () => {
    const details = ["image-changed", "container-changed", "secrets"].map((name) =>
      review(recorded(name)).findings.flatMap(({ id, details = [] }) => (id === "revision-registered" ? details : [])),
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
