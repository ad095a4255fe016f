// Runs one invocation of a Lambda function in a process of its own, as the nodejs runtimes of Lambda do. The gateway
// sends one message (see Job in protocol.ts) and is answered by messages (see Word there).
import { existsSync } from "node:fs";
import net from "node:net";
import { syncBuiltinESMExports } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

// The gateway is gone, and with it the account that the function works on.
process.on("disconnect", () => process.exit(1));

process.once("message", (job) => {
  // An open channel would keep a process alive whose function has ended.
  process.channel?.unref();
  redirectConnections(job.loopbackPorts);
  void run(job);
});

async function run(job) {
  const invocation = new Invocation();
  try {
    const handler = await load(job.handler);
    process.send({ kind: "begun" });
    const deadline = Date.now() + job.timeoutSeconds * 1000;
    const context = {
      ...job.context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    };
    const returned = handler(JSON.parse(job.event), context, (error, result) => {
      const outcome = error === null || error === undefined ? resultOf(result) : errorOf(error);
      // Lambda waits for what a callback's function left running, unless told otherwise.
      if (context.callbackWaitsForEmptyEventLoop) invocation.atEmptyEventLoop(outcome);
      else invocation.end(outcome);
    });
    if (typeof returned?.then !== "function") return;
    invocation.atEmptyEventLoop({
      kind: "error",
      error: { errorType: "Runtime.NodeJsExit", errorMessage: "The Lambda function exits with unresolved promises" },
    });
    invocation.end(resultOf(await returned));
  } catch (error) {
    invocation.end(errorOf(error));
  }
}

class Invocation {
  #ended = false;
  #last = resultOf(null);

  constructor() {
    process.once("beforeExit", () => this.end(this.#last));
    process.once("uncaughtException", (error) => this.end(errorOf(error)));
  }

  /** What is answered if nothing else was by the time that nothing is left to do. */
  atEmptyEventLoop(word) {
    this.#last = word;
  }

  end(word) {
    if (this.#ended) return;
    this.#ended = true;
    process.send(word, () => process.exit(0));
  }
}

function resultOf(value) {
  return { kind: "result", payload: JSON.stringify(value ?? null) ?? "null" };
}

function errorOf(error) {
  if (!(error instanceof Error)) {
    return { kind: "error", error: { errorType: typeof error, errorMessage: String(error) } };
  }
  const trace = (error.stack ?? "").split("\n");
  return { kind: "error", error: { errorType: error.name, errorMessage: error.message, trace } };
}

/** Finds "folder/file.export" in the function's code, of which the working directory is the root. */
async function load(handler) {
  const [, file = "", name = ""] = /^([^.]*)\.(.+)$/.exec(basename(handler)) ?? [];
  const path = join(process.cwd(), dirname(handler), file);
  const source = [".js", ".mjs", ".cjs"]
    .map((extension) => path + extension)
    .find((candidate) => existsSync(candidate));
  if (source === undefined) {
    throw named("Runtime.ImportModuleError", `Error: Cannot find module '${file}' of the handler '${handler}'`);
  }
  let module;
  try {
    module = await import(pathToFileURL(source).href);
  } catch (error) {
    throw named(error instanceof SyntaxError ? "Runtime.UserCodeSyntaxError" : "Runtime.ImportModuleError", `${error}`);
  }
  // Not all exports of a CommonJS module have names that an import can see.
  const found = member(module, name) ?? member(module.default, name);
  if (typeof found !== "function") throw named("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  return found;
}

function member(object, path) {
  return path.split(".").reduce((value, name) => value?.[name], object);
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

/**
 * Leads connections to a listener of a local load balancer to the port that stands for it, whichever client makes them:
 * node:http, node:https, fetch and all others open their sockets here. TLS goes on as if nothing was: names are verified
 * against what the client asked for.
 */
function redirectConnections(ports) {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...args) {
    // node:net hands over [options, callback], everybody else the two as they are.
    const [options, callback] = Array.isArray(args[0]) ? args[0] : args;
    const port = ports[`${options?.host}:${options?.port}`.toLowerCase()];
    if (port === undefined) return connect.apply(this, args);
    return connect.call(this, { ...options, host: "127.0.0.1", port }, callback ?? undefined);
  };
  syncBuiltinESMExports();
}
