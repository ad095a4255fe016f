import type { TrafficRoutingConfig } from "@aws-sdk/client-codedeploy";
import type { Listener } from "@aws-sdk/client-elastic-load-balancing-v2";
import { defaultTimeoutMinutes, shiftMinutes } from "../../../src/operations/release/service/deployment-group";
import { listenerState, type ListenerState } from "../../../src/operations/release/service/listeners";
import { contract } from "./support/samples";

describe("the minutes of a shift", () => {
  it.each<[string, TrafficRoutingConfig | undefined, number]>([
    ["at once", { type: "AllAtOnce" }, 0],
    ["unknown", undefined, 0],
    ["canary", { type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage: 10, canaryInterval: 5 } }, 5],
    ["linear", { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 10, linearInterval: 3 } }, 27],
    [
      "linear, the last step smaller",
      { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 30, linearInterval: 2 } },
      6,
    ],
  ])("%s", (_case, routing, minutes) => {
    expect(shiftMinutes(routing)).toBe(minutes);
  });

  it("count, with both waits and an hour to start, for how long a watch lasts", () => {
    const rollout = { config: "", serviceRoleArn: "", rollsBack: true };
    expect(
      defaultTimeoutMinutes({ ...rollout, readyWaitMinutes: 60, shiftMinutes: 5, terminationWaitMinutes: 30 }),
    ).toBe(155);
  });
});

describe("the traffic of a listener or a rule", () => {
  const { blue, green } = contract.targetGroups;
  it.each<[string, Pick<Listener, "Port" | "DefaultActions"> | undefined, ListenerState]>([
    [
      "one target group",
      { Port: 80, DefaultActions: [{ Type: "forward", TargetGroupArn: blue.arn }] },
      { port: 80, weights: [{ targetGroup: "ContainerHandsOn", colour: "blue", percent: 100 }] },
    ],
    [
      "a weighted pair, the larger first",
      {
        Port: 80,
        DefaultActions: [
          {
            Type: "forward",
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: blue.arn, Weight: 1 },
                { TargetGroupArn: green.arn, Weight: 3 },
              ],
            },
          },
        ],
      },
      {
        port: 80,
        weights: [
          { targetGroup: "ContainerHandsOn8080", colour: "green", percent: 75 },
          { targetGroup: "ContainerHandsOn", colour: "blue", percent: 25 },
        ],
      },
    ],
    [
      "an action before the forward",
      {
        Port: 443,
        DefaultActions: [
          { Type: "authenticate-oidc", Order: 1 },
          { Type: "forward", Order: 2, TargetGroupArn: green.arn },
        ],
      },
      { port: 443, weights: [{ targetGroup: "ContainerHandsOn8080", colour: "green", percent: 100 }] },
    ],
    [
      "a stranger's target group",
      { DefaultActions: [{ Type: "forward", TargetGroupArn: "arn:targetgroup/other/9" }] },
      { port: null, weights: [{ targetGroup: "other", colour: null, percent: 100 }] },
    ],
    ["no target group at all", { Port: 80, DefaultActions: [{ Type: "redirect" }] }, { port: 80, weights: [] }],
    ["no listener", undefined, { port: null, weights: [] }],
  ])("%s", (_case, listener, expected) => {
    expect(listenerState(listener?.Port, listener?.DefaultActions, contract)).toEqual(expected);
  });
});
