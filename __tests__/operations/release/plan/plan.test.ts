import {
  placementChanges,
  placementNotices,
  changesBetween,
  type Plan,
} from "../../../../src/operations/release/plan/plan";
import { formatPlan } from "../../../../src/operations/release/output/plan-text";
import { contentOf, withImage } from "../../../../src/operations/release/service/task-definition";
import type { ServicePlacement } from "../../../../src/operations/release/service/service";
import { contract, repositoryUrl, revision } from "../support/samples";

const running: ServicePlacement = {
  network: { subnetIds: ["subnet-c", "subnet-a"], securityGroupIds: ["sg-1"], assignPublicIp: "DISABLED" },
  platformVersion: "1.4.0",
  capacityProviders: [],
};
const spot = { name: "FARGATE_SPOT", weight: 3, base: 0 };
const onDemand = { name: "FARGATE", weight: 1, base: 2 };

describe("where the tasks will run", () => {
  it("does not change when AWS answers in another order, or 1.4.0 for LATEST", () => {
    expect(placementChanges(running, contract)).toEqual([]);
  });

  it.each<[string, ServicePlacement, Partial<ServicePlacement>, object]>([
    [
      "other subnets",
      running,
      { network: { ...running.network, subnetIds: ["subnet-b"] } },
      { what: "subnets", from: "subnet-a, subnet-c", to: "subnet-b" },
    ],
    [
      "other security groups",
      running,
      { network: { ...running.network, securityGroupIds: [] } },
      { what: "security groups", from: "sg-1", to: "none" },
    ],
    [
      "a public IP",
      running,
      { network: { ...running.network, assignPublicIp: "ENABLED" } },
      { what: "public IP", from: "DISABLED", to: "ENABLED" },
    ],
    [
      "another platform",
      running,
      { platformVersion: "1.3.0" },
      { what: "platform version", from: "1.4.0", to: "1.3.0" },
    ],
    [
      "a strategy in place of the launch type",
      running,
      { capacityProviders: [spot, onDemand] },
      {
        what: "capacity providers",
        from: "none (launch type FARGATE)",
        to: "FARGATE weight 1 base 2, FARGATE_SPOT weight 3 base 0",
      },
    ],
  ])("shows %s", (_case, before, after, change) => {
    expect(placementChanges(before, after)).toEqual([change]);
  });

  it("does not change in a part that the deployment does not carry", () => {
    expect(placementChanges({ ...running, platformVersion: "1.3.0", capacityProviders: [spot] }, {})).toEqual([]);
  });

  it("says what no AppSpec can do", () => {
    expect(placementNotices(running, contract)).toEqual([]);
    expect(placementNotices({ ...running, capacityProviders: [spot] }, contract)).toEqual([
      "An AppSpec cannot take a capacity provider strategy away: the tasks stay on theirs. To return to the launch type, let Terraform replace the service.",
    ]);
  });
});

describe("what else changes", () => {
  it("leaves the released container's image to its own line", () => {
    const next = withImage({ ...contentOf(revision(1)), cpu: "512" }, "web", "other");
    expect(changesBetween(revision(1), next, "web")).toEqual([
      { path: ["cpu"], kind: "changed", from: "256", to: "512" },
    ]);
  });
});

describe("a plan on paper", () => {
  const digest = `sha256:${"ab".repeat(32)}`;
  const plan: Plan = {
    environment: "hands-on",
    serviceKey: "web",
    account: "123456789012",
    region: "ap-northeast-1",
    cluster: "ContainerHandsOn",
    service: "ContainerHandsOn",
    revision: { from: "ContainerHandsOn:6", to: null },
    image: { from: `${repositoryUrl}:v1`, to: `${repositoryUrl}@${digest}`, digest, asked: `${repositoryUrl}:v2` },
    changes: [
      { path: ["container web", "environment LOG_LEVEL"], kind: "changed" },
      { path: ["cpu"], kind: "changed", from: "256", to: "512" },
    ],
    placement: [{ what: "subnets", from: "subnet-a", to: "subnet-b" }],
    config: "CodeDeployDefault.ECSCanary10Percent5Minutes",
    waits: { readyMinutes: 60, shiftMinutes: 5, terminationMinutes: 1 },
    suspendsScaling: true,
    notices: ["mind this"],
  };

  it("says everything that will happen", () => {
    expect(formatPlan(plan))
      .toBe(`hands-on: service ContainerHandsOn in cluster ContainerHandsOn, account 123456789012, ap-northeast-1

  revision    ContainerHandsOn:6 -> a new revision
  image       jaws-days-2022/container-hands-on:v1 -> jaws-days-2022/container-hands-on@sha256:abababababab
              asked for as jaws-days-2022/container-hands-on:v2
              ${digest}
  definition  container web, environment LOG_LEVEL: changed
              cpu: 256 -> 512
  placement   subnets: subnet-a -> subnet-b
  traffic     CodeDeployDefault.ECSCanary10Percent5Minutes, shifts within 5 minutes
  waits       up to 60 minutes for somebody to continue
  then        original tasks stop after 1 minute
  scaling     in and out suspended until the traffic has shifted
  note        mind this
`);
  });

  it("says that nothing changes where nothing does", () => {
    const again: Plan = {
      ...plan,
      revision: { from: "ContainerHandsOn:6", to: "ContainerHandsOn:6" },
      image: { from: `${repositoryUrl}:v1`, to: `${repositoryUrl}:v1` },
      changes: [],
      placement: [],
      waits: { readyMinutes: 0, shiftMinutes: 0, terminationMinutes: 0 },
      suspendsScaling: false,
      notices: [],
    };
    expect(formatPlan(again)).toContain(`
  revision    ContainerHandsOn:6 again
  image       jaws-days-2022/container-hands-on:v1, as now
  definition  nothing else changes
  traffic     CodeDeployDefault.ECSCanary10Percent5Minutes
  then        original tasks stop after 0 minutes
`);
  });
});
