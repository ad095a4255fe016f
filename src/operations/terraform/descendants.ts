import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Name of the program, without its folder. */
  readonly name: string;
}

/** The processes of that name below `root`, from a list of all processes. */
export function descendants(processes: readonly Process[], root: number, name: string): readonly number[] {
  const children = processes.filter(({ parent }) => parent === root);
  return children.flatMap((child) =>
    child.name === name ? [child.pid] : [...descendants(processes, child.pid, name)],
  );
}

/** All processes of this machine. Slim container images have no `ps`, macOS has no /proc. */
export function listProcesses(): readonly Process[] {
  return existsSync("/proc/self/stat")
    ? fromProc()
    : parsePs(execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" }));
}

function fromProc(): readonly Process[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

/** `42 (name) S 1 ...`; the name may itself contain parentheses. */
export function parseStat(stat: string): readonly Process[] {
  const match = /^(\d+) \((.*)\) \S (\d+) /s.exec(stat);
  return match === null ? [] : [{ pid: Number(match[1]), name: match[2] ?? "", parent: Number(match[3]) }];
}

/** `42 1 /usr/local/bin/name`. */
export function parsePs(output: string): readonly Process[] {
  return output.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(?:.*\/)?(.+?)\s*$/.exec(line);
    return match === null ? [] : [{ pid: Number(match[1]), parent: Number(match[2]), name: match[3] ?? "" }];
  });
}
