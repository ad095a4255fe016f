import type { AwsClients } from "../support/aws-clients";
import type { Sandbox } from "../support/sandbox";
import { type Account, readAccount } from "./account";
import { handsOnFacts } from "./hands-on-facts";
import { makeStateBucket, prepare } from "./prepared-sandbox";

describe("a deploy while AWS throttles every fifth call", () => {
  let sandbox: Sandbox;
  let aws: AwsClients;

  async function faults(method: "POST" | "DELETE", options?: object): Promise<{ seen: number; chosen: number }> {
    const answer = await fetch(`${sandbox.endpoint()}/_local/faults`, {
      method,
      ...(options && { body: JSON.stringify(options) }),
    });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { faults: { seen: number; chosen: number } }).faults;
  }

  beforeAll(async () => {
    const prepared = await prepare();
    ({ sandbox, aws } = prepared);
    await makeStateBucket(prepared, "hands-on");
  }, 120_000);

  afterAll(() => sandbox.dispose());

  it("succeeds all the same, and leaves nothing to do", async () => {
    await faults("POST", { kind: "throttle", share: 0.2, seed: 7 });
    await sandbox.expectSuccess(
      sandbox.local("npx", ["cdktf", "deploy", "hands-on", "--auto-approve", "--skip-provider-lock"]),
    );
    const { seen, chosen } = await faults("DELETE");
    expect(seen).toBeGreaterThan(150);
    expect(chosen / seen).toBeGreaterThan(0.1);
    expect(chosen / seen).toBeLessThan(0.3);

    await sandbox.expectSuccess(
      sandbox.terraform("hands-on", ["plan", "-input=false", "-no-color", "-detailed-exitcode"]),
    );
    const account = await readAccount(aws);
    expect(handsOnFacts.length).toBeGreaterThan(30);
    for (const { fact, observe, expected } of handsOnFacts) {
      const wanted: unknown =
        typeof expected === "function" ? (expected as (read: Account) => unknown)(account) : expected;
      expect({ fact, observed: observe(account) }).toEqual({ fact, observed: wanted });
    }
  }, 600_000);
});
