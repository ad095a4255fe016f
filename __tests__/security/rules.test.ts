import { examineAll } from "../../src/security/rule";
import { securityRules, waivedRules } from "../../src/security/rules";
import { accessBreaks } from "./access-breaks";
import { Draft } from "./draft";
import { hardened } from "./hardened";
import { platformBreaks } from "./platform-breaks";

const breaks = { ...platformBreaks, ...accessBreaks };

const broken = (json: typeof hardened) =>
  securityRules.filter((rule) => examineAll(rule, [json]).violations.length > 0).map(({ rule }) => rule);

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
    it("holds for a stack that keeps it, after looking at something", () => {
      const { looked, violations } = examineAll(rule, [hardened]);
      expect(looked.length).toBeGreaterThan(0);
      expect(violations).toEqual([]);
    });

    it("is broken, and no other rule with it, where its control is taken away", () => {
      const draft = new Draft(hardened);
      breaks[name]?.(draft);
      expect(broken(draft.json)).toEqual([name]);
    });

    it("tells the address of what breaks it", () => {
      const draft = new Draft(hardened);
      breaks[name]?.(draft);
      const { looked, violations } = examineAll(rule, [draft.json]);
      expect(violations).toHaveLength(1);
      expect(looked).toContain(violations[0]?.split(": ")[0]);
    });
  });
});
