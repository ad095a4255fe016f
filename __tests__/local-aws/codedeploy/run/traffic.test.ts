import fc from "fast-check";
import type { ListenerRoute } from "../../../../src/local-aws/codedeploy/checks/ports";
import { forwardsTo, shifted } from "../../../../src/local-aws/codedeploy/run/traffic";

const pair = { original: "arn:blue", replacement: "arn:green" };
const route = (actions: ListenerRoute["actions"]): ListenerRoute => ({
  kind: "listener",
  arn: "arn:listener",
  actions,
});

describe("a shifted route", () => {
  it("names both target groups, the replacement first", () => {
    expect(shifted(route([{ Type: "forward", TargetGroupArn: "arn:blue" }]), pair, 10)).toEqual(
      route([
        {
          Type: "forward",
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: "arn:green", Weight: 10 },
              { TargetGroupArn: "arn:blue", Weight: 90 },
            ],
          },
        },
      ]),
    );
  });

  it("keeps sign-in before it, its order and its stickiness", () => {
    const signIn = { Type: "authenticate-oidc", Order: 1 } as const;
    const TargetGroupStickinessConfig = { Enabled: true, DurationSeconds: 60 };
    const forward = {
      Type: "forward",
      Order: 2,
      ForwardConfig: { TargetGroupStickinessConfig, TargetGroups: [{ TargetGroupArn: "arn:blue" }] },
    } as const;
    const { actions } = shifted(
      route([
        signIn,
        {
          ...forward,
          ForwardConfig: { ...forward.ForwardConfig, TargetGroups: [...forward.ForwardConfig.TargetGroups] },
        },
      ]),
      pair,
      100,
    );
    expect(actions).toHaveLength(2);
    expect(actions[0]).toBe(signIn);
    expect(actions[1]).toMatchObject({ Type: "forward", Order: 2, ForwardConfig: { TargetGroupStickinessConfig } });
  });

  it("always gives away all of the traffic", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (percent) => {
        const { actions } = shifted(route([{ Type: "forward", TargetGroupArn: "arn:blue" }]), pair, percent);
        const weights = actions[0]?.ForwardConfig?.TargetGroups?.map(({ Weight = 0 }) => Weight) ?? [];
        expect(weights).toHaveLength(2);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
        expect(weights[0]).toBe(percent);
      }),
    );
  });
});

it.each([
  ["a single target group", [{ Type: "forward", TargetGroupArn: "arn:blue" }], true],
  [
    "a weighted pair",
    [
      {
        Type: "forward",
        ForwardConfig: { TargetGroups: [{ TargetGroupArn: "arn:x" }, { TargetGroupArn: "arn:blue" }] },
      },
    ],
    true,
  ],
  ["another target group", [{ Type: "forward", TargetGroupArn: "arn:x" }], false],
  ["a redirect", [{ Type: "redirect" }], false],
] as const)("a route with %s is recognized", (_what, actions, expected) => {
  expect(forwardsTo(route(actions as unknown as ListenerRoute["actions"]), ["arn:blue"])).toBe(expected);
});
