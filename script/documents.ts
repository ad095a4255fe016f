import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../src/lib/checkout";
import { runCommand } from "../src/cli/run-command";
import { commandsDocument } from "./documents/commands-document";
import { settingsDocument } from "./documents/settings-document";

/** `npm run docs`: writes the documents that are made of code. Tests compare the two. */
void runCommand(() => {
  const docs = join(checkout.root, "docs");
  writeFileSync(join(docs, "settings.md"), settingsDocument());
  writeFileSync(join(docs, "commands.md"), commandsDocument());
  return 0;
});
