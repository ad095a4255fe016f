import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import { actionsInOrder, chooseRule } from "../../../src/local-aws/data-plane/rules";
import { requestOf } from "./requests";

const byDefault: Rule = { RuleArn: "default", Priority: "default", IsDefault: true, Conditions: [] };
const onPath = (Priority: string, path: string): Rule => {
  return { RuleArn: `${Priority} ${path}`, Priority, Conditions: [{ Field: "path-pattern", Values: [path] }] };
};

test("the lowest priority number wins, compared as a number, in whatever order the rules come", () => {
  const rules = [byDefault, onPath("10", "/a*"), onPath("9", "/ab*"), onPath("100", "/*")];
  const chosen = ["/ab", "/ax", "/x"].map((path) => chooseRule(rules, requestOf({ path }))?.RuleArn);
  expect(chosen).toEqual(["9 /ab*", "10 /a*", "100 /*"]);
});

test("the default rule decides when no other does", () => {
  expect(chooseRule([byDefault, onPath("1", "/a")], requestOf({ path: "/b" }))).toBe(byDefault);
});

test("all conditions of a rule must be met", () => {
  const rule: Rule = {
    Priority: "1",
    Conditions: [
      { Field: "path-pattern", Values: ["/a"] },
      { Field: "http-request-method", HttpRequestMethodConfig: { Values: ["POST"] } },
    ],
  };
  expect(chooseRule([byDefault, rule], requestOf({ path: "/a", method: "POST" }))).toBe(rule);
  expect(chooseRule([byDefault, rule], requestOf({ path: "/a", method: "GET" }))).toBe(byDefault);
});

test("actions are performed in their order", () => {
  const Actions = [
    { Type: "forward", Order: 2 },
    { Type: "authenticate-oidc", Order: 1 },
  ] as const;
  expect(actionsInOrder({ Actions: [...Actions] }).map(({ Type }) => Type)).toEqual(["authenticate-oidc", "forward"]);
});
