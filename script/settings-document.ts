import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../src/cli/run-command";
import { checkout } from "../src/checkout";
import { settingsDocument } from "./settings-document/document";

/** `npm run docs`: writes docs/settings.md from the schema. A test compares the two. */
void runCommand(() => {
  writeFileSync(join(checkout.root, "docs", "settings.md"), settingsDocument());
  return Promise.resolve(0);
});
