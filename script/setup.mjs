// Makes a checkout ready to run. Plain Node: it runs before `npm ci` did.
// `--without-local-aws` leaves out moto, and so Python: commands for an account do not need it.
// `--checkov` also installs what only `npm run scan` needs.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setUp } from "./setup/set-up.mjs";

const complete = await setUp(dirname(dirname(fileURLToPath(import.meta.url))), {
  localAws: !process.argv.includes("--without-local-aws"),
  checkov: process.argv.includes("--checkov"),
});
if (!complete) process.exitCode = 1;
