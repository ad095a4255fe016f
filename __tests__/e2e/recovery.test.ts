import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { SearchResult } from "../../src/operations/adopt/search";
import type { AwsClients } from "../support/aws-clients";
import { buildHandsOnByHand } from "../support/build-by-hand";
import { type Outcome, outcome } from "../support/outcome";
import type { Sandbox } from "../support/sandbox";
import { until } from "../support/until";
import { type Account, readAccount } from "./account";
import { handsOnFacts } from "./hands-on-facts";
import { initialize, makeStateBucket, prepare } from "./prepared-sandbox";

const stacks = join("cdktf.out", "stacks");
const apply = ["apply", "-auto-approve", "-input=false", "-no-color"];
const adopt = ["run", "--silent", "adopt", "--", "hands-on"];
const lockMessage = "Error acquiring the state lock";

interface Apply {
  readonly stack: string;
  readonly outcome: Promise<Outcome>;
  /** SIGKILL to npm, Terraform and the provider at once, as a machine that dies does to them. */
  kill(): void;
}

/** Terraform apply in a process group of its own. */
function startApply({ root }: Sandbox, stack: string): Apply {
  const child = spawn(
    "npm",
    ["run", "--silent", "local", "--", "terraform", `-chdir=${join(stacks, stack)}`, ...apply],
    {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  return {
    stack,
    outcome: outcome(child),
    kill: () => {
      if (child.pid === undefined) throw new Error("Terraform was not started.");
      process.kill(-child.pid, "SIGKILL");
    },
  };
}

describe("an apply that was killed while the load balancer was in the making", () => {
  let sandbox: Sandbox;
  let aws: AwsClients;
  let winner: Apply;
  let lockId: string;
  let account: Account;

  beforeAll(async () => {
    const prepared = await prepare();
    ({ sandbox, aws } = prepared);
    await makeStateBucket(prepared, "hands-on");
    await initialize(prepared, "hands-on");
    cpSync(join(sandbox.root, stacks, "hands-on"), join(sandbox.root, stacks, "copy"), { recursive: true });
  }, 240_000);

  afterAll(() => sandbox.dispose());

  it("had the state to itself: of two applies at once, the lock refused the other", async () => {
    const both = [startApply(sandbox, "hands-on"), startApply(sandbox, "copy")];
    const first = await Promise.race(both.map(async (one) => ({ one, ...(await one.outcome) })));
    winner = both.find((one) => one !== first.one) ?? first.one;
    expect(winner).not.toBe(first.one);
    expect(first.stderr).toContain(lockMessage);
    expect(first.code).toBe(1);
  }, 120_000);

  it("left the lock behind, which refuses the next apply", async () => {
    // The provider spends a minute on a load balancer, most of it after AWS has made one.
    const made = async () => (await aws.elb.send(new DescribeLoadBalancersCommand())).LoadBalancers?.length === 1;
    await until("a load balancer", made, 150);
    winner.kill();
    expect(await winner.outcome).toMatchObject({ code: null, signal: "SIGKILL" });

    const refused = await sandbox.terraform("hands-on", apply);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(lockMessage);
    lockId = /ID:\s+([0-9a-f-]{36})/.exec(refused.stderr)?.[1] ?? "";
    expect(lockId).not.toBe("");
  }, 240_000);

  it("is taken up by adopt, once the lock is given back, without a question where there is nobody to ask", async () => {
    await sandbox.expectSuccess(sandbox.terraform("hands-on", ["force-unlock", "-force", lockId]));

    const unasked = await sandbox.local("npm", adopt);
    expect(unasked.stderr).toContain(
      "adopt asks before it imports, and there is no terminal to ask on. Add --yes to import, or --dry-run to look only.",
    );
    expect(unasked.code).toBe(2);

    const adopted = await sandbox.expectSuccess(sandbox.local("npm", [...adopt, "--yes"]));
    expect(adopted.stdout).toMatch(/^ {2}aws_lb\.load_balancer +arn:aws:elasticloadbalancing:/m);
    expect(adopted.stderr).toContain("See what Terraform would still do: npm run local -- npx cdktf diff hands-on");
  }, 420_000);

  it("is finished by the same command, and then there is nothing more to do", async () => {
    await sandbox.expectSuccess(sandbox.terraform("hands-on", apply));
    await sandbox.expectSuccess(
      sandbox.terraform("hands-on", ["plan", "-input=false", "-no-color", "-detailed-exitcode"]),
    );
    const nothing = await sandbox.expectSuccess(sandbox.local("npm", [...adopt, "--yes"]));
    expect(nothing.stdout).toContain("0 exist without being in it, 0 do not exist yet.");
    account = await readAccount(aws);
  }, 420_000);

  // Among the facts are the counts: one VPC, one load balancer, two target groups, four endpoints ...
  it.each(handsOnFacts)("doubled nothing: $fact", ({ observe, expected }) => {
    const wanted: unknown =
      typeof expected === "function" ? (expected as (read: Account) => unknown)(account) : expected;
    expect(observe(account)).toEqual(wanted);
  });
});

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Readonly<Record<string, unknown>> | null;
      readonly after: Readonly<Record<string, unknown>>;
    };
  }[];
}

describe("a hands-on that was built by hand", () => {
  let sandbox: Sandbox;
  let looked: Outcome;
  let adopted: Outcome;
  let plan: Plan;

  /** What the provider would change in place, attribute by attribute. */
  const updates = () =>
    plan.resource_changes
      .filter(({ change }) => change.actions.join() === "update")
      .map(({ address, change: { before, after } }) => ({
        address,
        attributes: Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before?.[name])),
      }));

  beforeAll(async () => {
    const prepared = await prepare();
    sandbox = prepared.sandbox;
    await buildHandsOnByHand(prepared.aws);
    looked = await sandbox.expectSuccess(sandbox.local("npm", [...adopt, "--dry-run"]));
    await makeStateBucket(prepared, "hands-on");
    adopted = await sandbox.expectSuccess(sandbox.local("npm", [...adopt, "--yes", "--json"]));
    await initialize(prepared, "hands-on");
    await sandbox.expectSuccess(sandbox.terraform("hands-on", ["plan", "-input=false", "-no-color", "-out=next.plan"]));
    const shown = await sandbox.expectSuccess(sandbox.terraform("hands-on", ["show", "-json", "next.plan"]));
    plan = JSON.parse(shown.stdout) as Plan;
  }, 420_000);

  afterAll(() => sandbox.dispose());

  it("is seen before the first deploy, when there is not even a bucket for the state", () => {
    expect(looked.stderr).toContain(
      "hands-on has no state yet: the bucket container-hands-on-terraform-state does not exist.",
    );
    expect(looked.stdout).toContain(" 0 are in the state, ");
    expect(looked.stdout).toMatch(/^ {2}aws_iam_role\.service_web_task_execution_role +ecsTaskExecutionRole$/m);
    expect(looked.stderr).toContain(
      "A deploy stops where one of these has the same name. Choose another name in the environment's file (`names`), or " +
        "import it: npm run adopt -- hands-on --local. What is imported is changed by a deploy and deleted by a destroy: " +
        "import nothing that others use.",
    );
  });

  it("is found whole and imported, all but the release contract", () => {
    const { findings } = JSON.parse(adopted.stdout) as { findings: readonly SearchResult[] };
    expect(findings.length).toBeGreaterThan(40);
    expect(findings.filter(({ outcome }) => outcome !== "found").map(({ address }) => address)).toEqual([
      "aws_ssm_parameter.service_web_contract",
    ]);
    expect(adopted.stderr).toContain(`Imported ${findings.length - 1}. See what Terraform would still do`);
    expect(plan.resource_changes).toHaveLength(findings.length);
  });

  it("loses nothing and gains the release contract alone", () => {
    const others = plan.resource_changes
      .filter(({ change }) => !["no-op", "update"].includes(change.actions.join()))
      .map(({ address, change }) => [address, change.actions]);
    expect(others).toEqual([["aws_ssm_parameter.service_web_contract", ["create"]]]);
  });

  it("stays as it is in AWS: the one update is about what Terraform itself shall not do", () => {
    expect(updates()).toEqual([
      { address: "aws_ecs_task_definition.service_web_task_definition", attributes: ["skip_destroy"] },
    ]);
  });
});
