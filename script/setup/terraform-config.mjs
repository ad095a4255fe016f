import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { say } from "./report.mjs";

const registry = "registry.terraform.io";

export function cliConfigIsCurrent(root, { terraformConfig, terraformConfigText }) {
  if (terraformConfig === undefined || terraformConfigText !== configText(root)) return false;
  return terraformConfig === null || existsSync(terraformConfig);
}

/**
 * Terraform's CLI configuration of this checkout. It is only needed where the machine has a mirror that Terraform does
 * not know of; elsewhere Terraform's own rules hold, which keeps the credentials of `terraform login` in force.
 */
export function writeCliConfig(root, local) {
  const text = configText(root);
  if (text === null) return { terraformConfig: null, terraformConfigText: null };
  const path = join(local, "terraform.rc");
  writeFileSync(path, text);
  say("providers come from a mirror on this machine (.local/terraform.rc)");
  return { terraformConfig: path, terraformConfigText: text };
}

function configText(root) {
  if (process.env.TF_PLUGIN_MIRROR === undefined && userConfiguresInstallation()) return null;
  const wanted = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8")).terraformProviders;
  const found = wanted.flatMap((provider) => {
    const [source, version] = provider.split("@");
    const mirror = mirrors().find((folder) => holds(folder, source, version));
    return mirror === undefined ? [] : [{ mirror, address: `${registry}/${source}` }];
  });
  if (found.length === 0) return null;
  const blocks = found.map(
    ({ mirror, address }) =>
      `  filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ["${address}"]\n  }\n`,
  );
  const others = `  direct {\n    exclude = [${found.map(({ address }) => `"${address}"`).join(", ")}]\n  }\n`;
  return `# Written by script/setup.mjs; passed to Terraform with TF_CLI_CONFIG_FILE.\nprovider_installation {\n${blocks.join("")}${others}}\n`;
}

/** The user's choice of where providers come from is not ours to override. */
function userConfiguresInstallation() {
  try {
    return readFileSync(join(homedir(), ".terraformrc"), "utf8").includes("provider_installation");
  } catch {
    return false;
  }
}

/** Where a mirror may lie. The last group are the directories Terraform searches by itself when nothing is configured. */
function mirrors() {
  const home = homedir();
  const dataHome = process.env.XDG_DATA_HOME ?? join(home, ".local", "share");
  const given = process.env.TF_PLUGIN_MIRROR;
  return [
    ...(given === undefined ? [] : [given]),
    ...list("/opt").map((name) => join("/opt", name)),
    join(home, ".terraform.d", "plugins"),
    join(dataHome, "terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    join(home, "Library", "Application Support", "io.terraform", "plugins"),
    "/Library/Application Support/io.terraform/plugins",
  ];
}

/** Whether a mirror has this version for this platform, unpacked or as a package file. */
function holds(mirror, source, version) {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const folder = join(mirror, registry, ...source.split("/"));
  const archive = `terraform-provider-${source.split("/")[1]}_${version}_${platform}.zip`;
  return existsSync(join(folder, version, platform)) || existsSync(join(folder, archive));
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
