import { examineAll } from "../../src/security/rule";
import { securityRules, waivedRules } from "../../src/security/rules";
import { production } from "../support/synthesized";
import { accessBreaks } from "./access-breaks";
import { Draft } from "./draft";
import { platformBreaks } from "./platform-breaks";
import { stacksOf } from "./stacks";
import { workflowBreaks } from "./workflow-breaks";

const breaks = { ...platformBreaks, ...accessBreaks };
const stacks = stacksOf(production);

const broken = (draft: Draft) =>
  securityRules.filter((rule) => examineAll(rule, draft.stacks).violations.length > 0).map(({ rule }) => rule);

describe("the security rules", () => {
  it("have words of their own each", () => {
    expect(securityRules.length).toBeGreaterThan(50);
    expect(new Set(securityRules.map(({ rule }) => rule)).size).toBe(securityRules.length);
  });

  it("can all be broken", () => {
    expect(Object.keys(breaks)).toEqual(securityRules.map(({ rule }) => rule));
  });

  it("name every id that an auditor asks for", () => {
    const numbered = (prefix: string, ...numbers: readonly (number | string)[]) => numbers.map((n) => `${prefix}${n}`);
    const named = [...securityRules, ...waivedRules].flatMap(({ ids }) => ids);
    expect(new Set(named)).toEqual(
      new Set([
        "own",
        "S3.5",
        ...numbered(
          "CKV_AWS_",
          1,
          2,
          7,
          18,
          21,
          23,
          24,
          25,
          26,
          33,
          49,
          51,
          53,
          54,
          55,
          56,
          60,
          61,
          62,
          63,
          65,
          66,
          70,
        ),
        ...numbered(
          "CKV_AWS_",
          91,
          103,
          107,
          108,
          109,
          110,
          111,
          130,
          131,
          136,
          144,
          145,
          150,
          158,
          163,
          192,
          223,
          224,
        ),
        ...numbered(
          "CKV_AWS_",
          249,
          260,
          261,
          274,
          277,
          286,
          287,
          288,
          289,
          290,
          300,
          319,
          328,
          333,
          334,
          335,
          336,
          338,
        ),
        ...numbered("CKV_AWS_", 355, 356, 358, 378, 379, 382, 393),
        ...numbered("CKV2_AWS_", 5, 6, 11, 12, 20, 28, 31, 61, 62, 64, 65, 74, 76),
        ...numbered("EC2.", 2, 6, 10, 15, 18, 19, 55, 56, 172),
        ...numbered("ELB.", 1, 4, 5, 6, 12, 13, 16, 17, 18, 21, 22),
        ...numbered("ECS.", 2, 3, 4, 5, 8, 9, 12, 16, 17, 20),
        ...numbered("ECR.", 1, 2, 3, 5),
      ]),
    );
  });

  describe.each(securityRules.map((rule) => [rule.rule, rule] as const))("%s", (name, rule) => {
    it("is broken in production, and no other rule with it, where its control is taken away", () => {
      const draft = new Draft(stacks);
      breaks[name]?.(draft);
      expect(broken(draft)).toEqual([name]);
    });

    it("tells the address of what breaks it", () => {
      const draft = new Draft(stacks);
      breaks[name]?.(draft);
      const { looked, violations } = examineAll(rule, draft.stacks);
      expect(violations).toHaveLength(1);
      expect(looked).toContain(violations[0]?.split(": ")[0]);
    });
  });

  it.each(workflowBreaks.map(({ what, rule, apply }) => [what, rule, apply] as const))(
    "do not let workflows go without limits: %s",
    (_, rule, apply) => {
      const draft = new Draft(stacks);
      apply(draft);
      expect(broken(draft)).toEqual([rule]);
    },
  );

  it("take the subject of a repository whose tokens carry numbers", () => {
    const draft = new Draft(stacks);
    draft.trust("sts:AssumeRoleWithWebIdentity", (statement) => {
      statement["Condition"] = {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:example@12/shop@34:pull_request",
        },
      };
    });
    expect(broken(draft)).toEqual([]);
  });
});
