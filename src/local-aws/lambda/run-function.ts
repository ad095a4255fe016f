import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { FunctionError, Job, Word } from "./protocol";

/** Lambda gives a function this long to load, apart from its own timeout. */
const INIT_SECONDS = 10;

/** How an invocation ended. */
export interface Outcome {
  /** JSON: the function's result or, if it failed, what went wrong. */
  readonly payload: string;
  /** Present if the function failed; Lambda's nodejs runtimes know one kind. */
  readonly functionError?: "Unhandled";
}

export interface Run {
  /** Folder of this project, in which the runtime program lies. */
  readonly root: string;
  /** Folder of the function's code. */
  readonly taskRoot: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly requestId: string;
  readonly job: Job;
  /** What the function wrote. */
  readonly onOutput: (text: string) => void;
  /** Ends the process early. */
  readonly signal: AbortSignal;
}

/** Runs a function in a Node process of its own, which is ended with the timeout at the latest. */
export async function runFunction(run: Run): Promise<Outcome> {
  const child = fork(join(run.root, "src", "local-aws", "lambda", "runtime.mjs"), [], {
    cwd: run.taskRoot,
    env: run.environment,
    // None of the options with which this process itself was started.
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    signal: run.signal,
    killSignal: "SIGKILL",
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", run.onOutput);
  }
  return outcomeOf(child, run);
}

function outcomeOf(child: ChildProcess, { job, requestId }: Run): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const fail = (errorType: string, message: string): void => {
      resolve(failed({ errorType, errorMessage: `RequestId: ${requestId} Error: ${message}` }));
    };
    const timer = (seconds: number): NodeJS.Timeout =>
      setTimeout(() => {
        fail("Sandbox.Timedout", `Task timed out after ${seconds.toFixed(2)} seconds`);
        child.kill("SIGKILL");
      }, seconds * 1000);
    let running = timer(INIT_SECONDS);
    let last: Word | undefined;

    child.on("message", (word: Word) => {
      last = word;
      if (word.kind !== "begun") return;
      clearTimeout(running);
      running = timer(job.timeoutSeconds);
    });
    child.once("error", reject);
    // With "close" all of its output has been read, too.
    child.once("close", (code, signal) => {
      clearTimeout(running);
      if (last?.kind === "result") resolve({ payload: last.payload });
      else if (last?.kind === "error") resolve(failed(last.error));
      else fail("Runtime.ExitError", `Runtime exited with ${signal ?? `exit status ${code ?? "unknown"}`}`);
    });
    child.send(job);
  });
}

function failed(error: FunctionError): Outcome {
  return { payload: JSON.stringify(error), functionError: "Unhandled" };
}
