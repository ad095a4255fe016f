import type { Environment } from "../../environments/schema";
import { environment, environmentNames } from "../../environments";
import { commandLine } from "../../lib/command-line";
import { UsageError } from "../../lib/errors";
import { ask } from "../../lib/confirm";
import { passedOn } from "./cdktf";
import type { CliCommand } from "../command";

const plain = passedOn({
  name: "destroy",
  description: "Destroys an environment. Its state bucket stays.",
  examples: ["staging", "hands-on --empty-images --local"],
  local: "started",
});

/** `cdktf destroy`, with the one thing before it on which it would stop half-way: repositories that hold images. */
export const destroy: CliCommand = {
  ...plain,
  declare: (command) =>
    plain
      .declare(command)
      .option(
        "--empty-images",
        "delete the images of its repositories first; ECR deletes no repository that holds images",
      ),
  prepare: (command) => {
    const run = plain.prepare(command);
    const { emptyImages = false } = command.opts<{ readonly emptyImages?: true }>();
    const named = command.args.filter((arg) => environmentNames().includes(arg)).map(environment);
    if (emptyImages && named.length !== 1) {
      throw new UsageError(
        `--empty-images: it is for one environment. Allowed: ${environmentNames().join(", ")}. ` +
          `Name one: ${commandLine("destroy", "<environment>", "--empty-images")}`,
      );
    }
    const approved = command.args.includes("--auto-approve");
    if (emptyImages && !approved && !process.stdin.isTTY) {
      throw new UsageError(
        "--empty-images asks before it deletes, and there is no terminal to ask on. Add --auto-approve to delete and destroy.",
      );
    }
    return async () => {
      for (const target of named) {
        if (!(await clearRepositories(target, { emptyImages, approved }))) return 1;
      }
      return run();
    };
  },
};

/** Answers whether the destroy may begin. */
async function clearRepositories(
  target: Environment,
  { emptyImages, approved }: { readonly emptyImages: boolean; readonly approved: boolean },
): Promise<boolean> {
  const [{ callerAccount }, { emptyRepositories, fullRepositories }] = await Promise.all([
    import("../../operations/terraform/caller.js"),
    import("../../operations/terraform/repository-images.js"),
  ]);
  await callerAccount(target.region, target.account);
  const full = await fullRepositories(target);
  if (full.length === 0) return true;
  const list = full.map(({ name, digests, tags }) => `  ${name}: ${digests.length} (${tags.join(", ") || "untagged"})`);
  if (!emptyImages) {
    throw new UsageError(
      [
        `${target.name}: nothing was destroyed. ECR deletes no repository that holds images, and these do:`,
        ...list,
        `To delete the images first: ${commandLine("destroy", target.name, "--empty-images")}`,
      ].join("\n"),
    );
  }
  process.stderr.write(`Images that are deleted, for good:\n${list.join("\n")}\n`);
  if (!approved && !(await ask("Delete them?"))) {
    process.stderr.write("Nothing was deleted and nothing destroyed.\n");
    return false;
  }
  await emptyRepositories(target, full);
  return true;
}
