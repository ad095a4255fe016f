import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../src/lib/checkout";

type Messages = Readonly<Record<string, readonly string[]>>;

function lint(texts: Readonly<Record<string, string>>): Messages {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(__dirname, "lint-texts.mjs")], {
    cwd: checkout.root,
    input: JSON.stringify(texts),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Messages;
}

/** An import that points up, or across to a room beside. */
const refused: readonly (readonly [file: string, from: string])[] = [
  ["src/lib/errors.ts", "../environments/schema"],
  ["src/environments/parse.ts", "../constructs/network/network"],
  ["src/environments/index.ts", "../stacks/service-stack"],
  ["src/constructs/network/network.ts", "../../stacks/service-stack"],
  ["src/constructs/service/service.ts", "../../operations/release/release"],
  ["src/stacks/service-stack.ts", "../cli/commands/release"],
  ["src/security/rule.ts", "../environments/schema"],
  ["src/local-aws/gateway.ts", "../operations/terraform/terraform"],
  ["src/local-aws/main.ts", "../stacks/service-stack"],
  ["src/release-contract/contract.ts", "../operations/release/release"],
  ["src/operations/release/release.ts", "../../constructs/service/service"],
  ["src/operations/release/rollback.ts", "../review/review"],
  ["src/operations/review/review.ts", "../../stacks/service-stack"],
  ["src/operations/terraform/terraform.ts", "../release/release"],
  ["src/operations/diagram/draw.ts", "../pipeline/plan"],
  ["src/operations/adopt/adopt.ts", "../../local-aws/daemon"],
];

describe("imports between the rooms of src/", () => {
  const messages = lint(Object.fromEntries(refused.map(([file, from]) => [file, `import ${JSON.stringify(from)};\n`])));

  it.each(refused)("are refused from %s to %s", (file, from) => {
    expect(existsSync(join(checkout.root, file))).toBe(true);
    const [message, ...others] = (messages[file] ?? []).filter((one) => !one.startsWith("import-x/no-cycle"));
    expect(others).toEqual([]);
    expect(message).toContain(
      `import-x/no-restricted-paths: Unexpected path "${from}" imported in restricted zone. src/`,
    );
  });

  it("are allowed downwards", () => {
    const allowed = {
      "src/constructs/network/network.ts": `import "../../lib/errors";\nimport "../shared/waive";\n`,
      "src/cli/commands/release.ts": `import "../operations/release/release";\nimport "../lib/errors";\n`,
    };
    expect(lint(allowed)).toEqual({ "src/constructs/network/network.ts": [], "src/cli/commands/release.ts": [] });
  });

  it("are refused in a circle", () => {
    expect(lint({ "src/lib/errors.ts": `import "./confirm";\n` })["src/lib/errors.ts"]).toEqual([
      expect.stringMatching(/^import-x\/no-cycle: Dependency cycle detected/),
    ]);
  });

  it("have an arrow for every room", () => {
    const folders = (of: string) =>
      readdirSync(join(checkout.root, of), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${of}/${name}`);
    const rooms = [...folders("src").filter((room) => room !== "src/operations"), ...folders("src/operations")];
    const anywhere = Object.fromEntries(
      rooms.map((room) => {
        const file = readdirSync(join(checkout.root, room), { recursive: true, encoding: "utf8" }).find((name) =>
          name.endsWith(".ts"),
        );
        const up = "../".repeat(`${room}/${file ?? ""}`.split("/").length - 1);
        return [`${room}/${file ?? ""}`, `import "${up}src/cli/main";\nimport "${up}src/stacks/service-stack";\n`];
      }),
    );
    expect(rooms.length).toBeGreaterThan(12);
    for (const [file, found] of Object.entries(lint(anywhere))) expect([file, found]).not.toEqual([file, []]);
  });
});
