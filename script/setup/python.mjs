import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findOnPath, fingerprint, isExecutable } from "./find.mjs";
import { SetupError, say } from "./report.mjs";
import { installInVenv } from "./venv.mjs";

const motoVersion = "5.2.1";
const requirement = `moto[server]==${motoVersion}`;

/** Importing the server also proves that its own requirements (flask and others) are installed. */
const probe = `
import json, sys
import moto, moto.server
print(json.dumps({"python": sys.executable, "version": moto.__version__, "module": moto.__file__}))
`;

export function pythonIsCurrent({ moto }) {
  return moto !== undefined && isExecutable(moto.python) && fingerprint(moto.module) === moto.fingerprint;
}

/** The Python that runs the local AWS: one that has moto already, else a virtual environment inside the checkout. */
export function findPython(local) {
  const venv = join(local, "venv");
  for (const python of [shebangOf(findOnPath("moto_server")), findOnPath("python3"), join(venv, "bin", "python")]) {
    const found = python === undefined ? undefined : probeMoto(python);
    if (found !== undefined) {
      say(`moto ${motoVersion} (${found.moto.python})`);
      return found;
    }
  }
  return installMoto(venv);
}

function installMoto(venv) {
  const python = findOnPath("python3");
  if (python === undefined) {
    throw new SetupError(
      `python3 is not on PATH and the local AWS (moto ${motoVersion}) needs it: install Python 3.10 or newer from https://www.python.org/downloads/ (Debian, Ubuntu: apt-get install python3 python3-venv).`,
    );
  }
  say(`installing ${requirement} in .local/venv`);
  const own = installInVenv(
    python,
    venv,
    [requirement],
    `install moto: with Python 3.10 or newer and a reachable package index, run \`${python} -m pip install '${requirement}'\``,
  );
  const found = probeMoto(own);
  if (found === undefined) {
    throw new SetupError(
      `moto ${motoVersion} was installed in ${venv} but cannot be imported: delete that folder and run \`npm run setup\`.`,
    );
  }
  return found;
}

function probeMoto(python) {
  if (!isExecutable(python)) return undefined;
  const { status, stdout } = spawnSync(python, ["-c", probe], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (status !== 0) return undefined;
  const moto = JSON.parse(stdout);
  return moto.version === motoVersion ? { moto: { ...moto, fingerprint: fingerprint(moto.module) } } : undefined;
}

/** pipx and `pip install --user` leave a script whose first line names the Python that can import moto. */
function shebangOf(script) {
  if (script === undefined) return undefined;
  const interpreter = /^#!\s*(\/\S*python[\d.]*)\s*$/.exec(readFileSync(script, "utf8").split("\n", 1)[0] ?? "");
  return interpreter?.[1];
}
