import { assertSeen } from "../../../src/security/checkov/known-bad";

function findings(...lines: readonly string[]) {
  return lines.map((line) => {
    const [check = "", id = ""] = line.split(" ");
    return { check, name: `Ensure ${check}`, id };
  });
}

const mistakes = [
  "CKV_AWS_338 attribute",
  "CKV_AWS_163 block",
  "CKV_AWS_65 list",
  "CKV_AWS_355 text",
  "CKV2_AWS_11 unwatched",
];
const watched = "CKV2_AWS_11 watched";

const what = "checkov overlooks what is known to be wrong, so what it says of the rest means nothing: ";
const why = ". Was its version changed? It is in script/setup/checkov-requirements.txt.";

describe("the stack full of mistakes", () => {
  it("is fine if checkov sees them all, and more", () => {
    const report = { passed: findings(watched), failed: findings(...mistakes, "CKV_AWS_1 other") };
    expect(() => {
      assertSeen(report);
    }).not.toThrow();
  });

  it.each(mistakes)("shows that checkov is blind if it does not see %s", (overlooked) => {
    const failed = findings(...mistakes.filter((mistake) => mistake !== overlooked));
    expect(() => {
      assertSeen({ passed: findings(watched), failed });
    }).toThrow(new Error(`${what}${overlooked}${why}`));
  });

  it("shows that checkov follows no reference if it does not see that one leads to a flow log", () => {
    expect(() => {
      assertSeen({ passed: [], failed: findings(...mistakes) });
    }).toThrow(new Error(`${what}${watched} (right, but not seen as right)${why}`));
  });
});
