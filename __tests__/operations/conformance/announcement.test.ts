import { announce } from "../../../src/operations/conformance/announcement";
import { contract } from "../release/support/samples";

const start = {
  definition: { cpu: "1024", memory: "2048" },
  note: { revisionArn: "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/web:7", colour: "green" },
  tasks: 3,
} as const;
const scenarios = [
  { name: "release", does: "deploy the live revision again", minutes: 12 },
  { name: "stopped", does: "deploy it, stop the deployment", minutes: 8 },
];

describe("what a run says before it begins", () => {
  it("names the service, the steps, how long they take and what they cost", () => {
    expect(announce({ contract }, start, scenarios)).toBe(
      [
        `Conformance run on the service ContainerHandsOn of hands-on, account 123456789012, ap-northeast-1.`,
        "Live: web:7, green. The run deploys this revision several times. It will",
        "  1. release: deploy the live revision again (12 min)",
        "  2. stopped: deploy it, stop the deployment (8 min)",
        "At the end, and after Ctrl-C, it puts everything back: live revision and colour, test listener, rules, scaling.",
        "It takes about 20 minutes on AWS and costs less than US$ 0.10: a second set of tasks runs meanwhile.",
        "The record holds no names, ids, ARNs, account or region.",
        "",
      ].join("\n"),
    );
  });

  it("warns of an environment that is protected against deletion", () => {
    const production = { ...contract, environment: "production" };
    expect(announce({ contract: production }, start, scenarios)).toContain(
      "\nWARNING: production is protected against deletion, so it probably serves users.",
    );
  });
});
