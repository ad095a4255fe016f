import { allTargetGroupsInForwards, normalizeForwards } from "../../../src/local-aws/overrides/forward-actions";

const single = "Action=CreateListener&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn=blue";
const pair =
  "Actions.member.1.Type=forward" +
  "&Actions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn=blue" +
  "&Actions.member.1.ForwardConfig.TargetGroups.member.1.Weight=100" +
  "&Actions.member.1.ForwardConfig.TargetGroups.member.2.TargetGroupArn=green" +
  "&Actions.member.1.ForwardConfig.TargetGroups.member.2.Weight=0";
const soleInConfig =
  "DefaultActions.member.1.Type=forward" +
  "&DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn=green";

describe("forward actions in a query call", () => {
  test("name every target group with its weight", () => {
    expect(allTargetGroupsInForwards(new URLSearchParams(single))).toEqual([{ arn: "blue", weight: undefined }]);
    expect(allTargetGroupsInForwards(new URLSearchParams(pair))).toEqual([
      { arn: "blue", weight: 100 },
      { arn: "green", weight: 0 },
    ]);
  });

  test("to one target group say so in both ways", () => {
    expect(Object.fromEntries(normalizeForwards(new URLSearchParams(single)))).toEqual({
      Action: "CreateListener",
      "DefaultActions.member.1.Type": "forward",
      "DefaultActions.member.1.TargetGroupArn": "blue",
      "DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn": "blue",
      "DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.Weight": "1",
    });
    expect(normalizeForwards(new URLSearchParams(soleInConfig)).get("DefaultActions.member.1.TargetGroupArn")).toBe(
      "green",
    );
  });

  test("to several, and all other actions, stay as they are", () => {
    const redirect = "DefaultActions.member.1.Type=redirect&DefaultActions.member.1.RedirectConfig.Port=443";
    expect(normalizeForwards(new URLSearchParams(pair)).toString()).toBe(pair);
    expect(normalizeForwards(new URLSearchParams(redirect)).toString()).toBe(redirect);
    expect(allTargetGroupsInForwards(new URLSearchParams(redirect))).toEqual([]);
  });
});
