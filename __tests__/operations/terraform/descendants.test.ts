import { spawn } from "node:child_process";
import { descendants, listProcesses, parsePs, parseStat } from "../../../src/operations/terraform/descendants";

test("finds the processes of a name below a process, however deep, and no others", () => {
  const processes = [
    { pid: 10, parent: 1, name: "node" },
    { pid: 11, parent: 10, name: "sh" },
    { pid: 12, parent: 11, name: "terraform" },
    { pid: 13, parent: 12, name: "terraform" },
    { pid: 14, parent: 10, name: "terraform" },
    { pid: 20, parent: 1, name: "terraform" },
  ];
  expect(descendants(processes, 10, "terraform")).toEqual([12, 14]);
  expect(descendants(processes, 20, "terraform")).toEqual([]);
});

test("reads /proc's stat, with any name", () => {
  expect(parseStat("42 (ter) (form) S 7 42 42 0")).toEqual([{ pid: 42, parent: 7, name: "ter) (form" }]);
  expect(parseStat("")).toEqual([]);
});

test("reads ps, with or without folder", () => {
  expect(parsePs("   42     7 /usr/local/bin/terraform\n  43 42 sh\n")).toEqual([
    { pid: 42, parent: 7, name: "terraform" },
    { pid: 43, parent: 42, name: "sh" },
  ]);
});

test("lists this machine's processes", () => {
  const child = spawn("/bin/sleep", ["30"]);
  try {
    expect(descendants(listProcesses(), process.pid, "sleep")).toContain(child.pid);
  } finally {
    child.kill();
  }
});
