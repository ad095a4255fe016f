import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../lib/checkout";
import { readSetupRecord } from "../../lib/setup-record";

/**
 * The environment in which our commands run Terraform and CDKTF: providers come from where set-up found them, and
 * nothing is written outside the checkout. A CLI configuration that the user has set wins, if it is there.
 */
export function terraformEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { TF_CLI_CONFIG_FILE: given, ...rest } = environment;
  const usersOwn = given !== undefined && existsSync(given) ? given : undefined;
  const ours = readSetupRecord().terraformConfig ?? undefined;
  const config = usersOwn ?? ours;
  return {
    ...rest,
    ...(config !== undefined && { TF_CLI_CONFIG_FILE: config }),
    // Neither Terraform nor CDKTF asks its maker for news: offline that costs seconds.
    CHECKPOINT_DISABLE: "1",
    ...(config !== undefined && config === ours ? withoutCache : withCache(rest)),
  };
}

/** CDKTF would otherwise make Terraform copy a mirror's provider, 700 MB of it, into the user's home. */
const withoutCache = { CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" };

/** One download serves all stacks. */
function withCache(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (environment["TF_PLUGIN_CACHE_DIR"] !== undefined) return {};
  const cache = join(checkout.local, "plugin-cache");
  mkdirSync(cache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: cache };
}
