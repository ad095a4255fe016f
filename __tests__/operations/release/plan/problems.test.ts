import { finding, ProblemsError, collectProblems } from "../../../../src/operations/release/plan/problems";

function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

describe("checks that run together", () => {
  it("answer what each has found out", async () => {
    await expect(collectProblems({ one: Promise.resolve(1), two: Promise.resolve("b") })).resolves.toEqual({
      one: 1,
      two: "b",
    });
  });

  it("report every finding, a shared one once", async () => {
    const shared = Promise.reject(finding("A is missing.", "Make A."));
    const built = shared.then(() => "on it");
    const other = Promise.reject(finding("B is missing.", "Make B."));
    const all = collectProblems({ shared, built, other, fine: Promise.resolve(0) });
    await expect(all).rejects.toThrow(ProblemsError);
    await expect(all).rejects.toThrow("- A is missing.\n  Make A.\n- B is missing.\n  Make B.");
  });

  it("take a missing permission for a finding: another may be missing too", async () => {
    const denied = (action: string) =>
      Promise.reject(awsError("AccessDeniedException", `not authorized to perform: ${action}`));
    await expect(
      collectProblems({ a: denied("ecs:DescribeServices"), b: denied("ssm:GetParameter") }),
    ).rejects.toMatchObject({
      findings: [
        {
          problem: "AWS denies ecs:DescribeServices: not authorized to perform: ecs:DescribeServices.",
          remedy: "Ask for this permission, or use another role.",
        },
        {
          problem: "AWS denies ssm:GetParameter: not authorized to perform: ssm:GetParameter.",
          remedy: "Ask for this permission, or use another role.",
        },
      ],
    });
  });

  it("throw what would fail every call alone, once", async () => {
    const expired = awsError("ExpiredTokenException", "expired");
    const all = collectProblems({ a: Promise.reject(finding("A.", "B.")), b: Promise.reject(expired) });
    await expect(all).rejects.toBe(expired);
  });
});
