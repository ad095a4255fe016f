import type { StatusReport } from "../../../../src/operations/release/output/status-report";
import { formatStatus } from "../../../../src/operations/release/output/status-text";
import { repositoryUrl, snapshot } from "../support/samples";

const report: StatusReport = {
  environment: "hands-on",
  serviceKey: "web",
  account: "123456789012",
  region: "ap-northeast-1",
  cluster: "ContainerHandsOn",
  service: "ContainerHandsOn",
  deploymentController: { type: "CODE_DEPLOY", finding: null },
  live: { revision: "ContainerHandsOn:6", colour: "blue", image: `${repositoryUrl}:v1` },
  listeners: {
    production: {
      port: 80,
      weights: [
        { targetGroup: "ContainerHandsOn", colour: "blue", percent: 90 },
        { targetGroup: "ContainerHandsOn8080", colour: "green", percent: 10 },
      ],
    },
    test: { port: 8080, weights: [] },
  },
  tasks: { desired: 2, running: 4, pending: 1 },
  taskSets: [
    { revision: "ContainerHandsOn:6", colour: "blue", status: "PRIMARY", desired: 2, running: 2, pending: 0 },
    { revision: "ContainerHandsOn:7", colour: "green", status: "ACTIVE", desired: 2, running: 2, pending: 0 },
  ],
  deployment: { ...snapshot({}, { past: "BeforeAllowTraffic", next: "InProgress" }), waitsFor: null },
  scaling: null,
  undelivered: { declaredRevision: "ContainerHandsOn:1", changes: [], placement: [], notices: [] },
  retained: [],
  deployments: [],
};

describe("a status report", () => {
  it("tells what is live, who serves and what is on its way", () => {
    expect(formatStatus(report))
      .toBe(`hands-on: service ContainerHandsOn in cluster ContainerHandsOn, account 123456789012, ap-northeast-1

  live        blue, ContainerHandsOn:6, jaws-days-2022/container-hands-on:v1
  tasks       2 wanted, 4 running, 1 pending
              blue  ContainerHandsOn:6  PRIMARY  2 of 2 running
              green ContainerHandsOn:7  ACTIVE  2 of 2 running
  production :80     ██████████████████░░  90 %  blue
                     ██░░░░░░░░░░░░░░░░░░  10 %  green
  test :8080         does not forward to a target group
  deployment  d-1 InProgress, at AllowTraffic, CodeDeployDefault.ECSAllAtOnce
  scaling     none: the number of tasks is fixed
  Terraform   declares nothing that is not running
  releases    none yet
`);
  });

  it("tells that CodeDeploy does not deploy the service any more, and the way back", () => {
    const finding = { problem: "The service left CodeDeploy.", remedy: "Change it back." };
    expect(formatStatus({ ...report, deploymentController: { type: "ECS", finding } })).toContain(`
              green ContainerHandsOn:7  ACTIVE  2 of 2 running
  controller  ECS
              The service left CodeDeploy.
              Change it back.
  production :80`);
  });

  it("tells what Terraform declares and no release has carried out", () => {
    const text = formatStatus({
      ...report,
      undelivered: {
        declaredRevision: "ContainerHandsOn:8",
        changes: [{ path: ["cpu"], kind: "changed", from: "256", to: "512" }],
        placement: [{ what: "subnets", from: "subnet-a", to: "subnet-b" }],
        notices: [],
      },
    });
    expect(text).toContain(`
  Terraform   declares ContainerHandsOn:8; not carried out yet (npm run release -- hands-on):
              cpu: 256 -> 512
              subnets: subnet-a -> subnet-b
`);
  });

  const scaling = {
    resourceId: "service/a/b",
    minimum: 2,
    maximum: 6,
    scaleInSuspended: true,
    scaleOutSuspended: true,
    suspension: null,
  };
  const suspension = { since: "2024-01-01T00:00:00.000Z", by: "arn:aws:iam::1:user/a", leftBehind: false };
  it.each<[string, NonNullable<StatusReport["scaling"]>, string]>([
    [
      "active",
      { ...scaling, scaleInSuspended: false, scaleOutSuspended: false },
      "  scaling     2 to 6 tasks, active\n",
    ],
    ["suspended by a person", scaling, "  scaling     2 to 6 tasks, scaling in and out is suspended\n"],
    [
      "suspended by a release that runs",
      { ...scaling, suspension },
      "  scaling     2 to 6 tasks, scaling in and out is suspended since 2024-01-01T00:00:00.000Z by arn:aws:iam::1:user/a\n              for the running deployment\n",
    ],
    [
      "left suspended",
      { ...scaling, suspension: { ...suspension, leftBehind: true } },
      "              left behind by a release that ended early. Restore it: npm run release -- hands-on --resume-scaling\n",
    ],
  ])("tells whether scaling is %s", (_case, state, expected) => {
    expect(formatStatus({ ...report, scaling: state })).toContain(expected);
  });

  it("lists the last deployments", () => {
    const past = {
      config: "CodeDeployDefault.ECSAllAtOnce",
      createdAt: "2024-05-06T07:08:09.000Z",
      completedAt: null,
    };
    const text = formatStatus({
      ...report,
      deployments: [
        {
          ...past,
          id: "d-2",
          status: "Succeeded",
          revision: "ContainerHandsOn:5",
          revisionUnknown: null,
          creator: "codeDeployRollback",
          message: null,
        },
        {
          ...past,
          id: "d-1",
          status: "Failed",
          revision: null,
          revisionUnknown: "CodeDeploy records no revision for it.",
          creator: "user",
          message: "It broke.",
        },
      ],
    });
    expect(text).toContain(`
  releases    2024-05-06 07:08  d-2  Succeeded  ContainerHandsOn:5, by codeDeployRollback
              2024-05-06 07:08  d-1  Failed     revision unknown: It broke.
              revision unknown: CodeDeploy records no revision for it.
`);
  });
});
