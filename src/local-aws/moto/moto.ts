import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Runs moto's server on a port that the system chooses and says which. A thread reads standard input, whose other end
 * the gateway holds: when the gateway ends, in whatever way, the system closes it, and moto ends with it.
 *
 * Calls are handled one at a time. moto loops over dictionaries that the threads of other calls change (tags in
 * ec2/models/tags.py, target groups in elbv2/models.py of 5.2.1), and answers such a call with status 500: "dictionary
 * changed size during iteration". Python runs one thread at a time anyway. SQS alone waits inside a call, for messages.
 *
 * On every call, moto 5.2.1 lists its own folders on disk (backends.py), looks for the service of the host, and lists the
 * methods of a class (core/responses.py): half of the time of a small call. The answers never change, so they are kept.
 * Python's collector of cyclic garbage, at its own thresholds, takes a third of the start: what moto loads stays for ever.
 */
const PROGRAM = `
import gc, io, os, sys, threading

gc.set_threshold(100_000)

def end_with_gateway():
    sys.stdin.buffer.read()
    os._exit(0)

threading.Thread(target=end_with_gateway, daemon=True).start()

from functools import cache

from moto import backends
from moto.core import responses
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

folders = frozenset(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: folders
responses.method_names_from_class = cache(responses.method_names_from_class)
DomainDispatcherApplication.get_backend_for_host = cache(DomainDispatcherApplication.get_backend_for_host)

class Handler(WSGIRequestHandler):
    def log_request(self, *_):
        """The gateway logs what is worth it."""

moto = DomainDispatcherApplication(create_backend_app)
turn = threading.Lock()

def one_at_a_time(environ, start_response):
    if "/sqs/" in environ.get("HTTP_AUTHORIZATION", ""):
        return moto(environ, start_response)
    # A body that arrives slowly holds nobody up. Without a length, its end is in the input itself if it is chunked.
    chunked = "wsgi.input_terminated" in environ
    length = -1 if chunked else int(environ.get("CONTENT_LENGTH") or 0)
    environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
    with turn:
        return moto(environ, start_response)

server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True, request_handler=Handler)
os.environ["MOTO_PORT"] = str(server.port)
print(server.port, flush=True)
server.serve_forever()
`;

/** The one account that there is. */
export const ACCOUNT_ID = "123456789012";

export interface Moto {
  readonly port: number;
  readonly pid: number;
  /** Settles when moto is gone, with what it said last. */
  readonly gone: Promise<string>;
  /** The last line of what moto wrote: after a failure, the exception. */
  lastComplaint(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts moto and waits until it listens.
 *
 * @param python an interpreter that has moto with its server
 */
export async function startMoto(python: string): Promise<Moto> {
  const child = spawn(python, ["-c", PROGRAM], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      // Without it, AWS-managed policies cannot be attached to roles. Loading them makes a reset of moto slow.
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      // Without it, each call looks for its caller in every partition of AWS, and the first loads the policies of all.
      MOTO_ACCOUNT_ID: ACCOUNT_ID,
      ...process.env,
      PYTHONUNBUFFERED: "1",
    },
  });
  const lastWords = tail(child.stderr);
  const gone = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("close", (code, signal) => {
      resolve(`${lastWords()}\nmoto ended with ${signal ?? `exit code ${code ?? "unknown"}`}.`.trim());
    });
  });
  const port = await Promise.race([firstLine(child.stdout), gone.then(failure(python))]);
  return {
    port: Number(port),
    pid: child.pid ?? 0,
    gone,
    lastComplaint: async () => {
      // moto's words come through another pipe than its answers, and on a busy machine later.
      for (let looks = 1; ; looks += 1) {
        await sleep(50);
        const complaint = lastWords()
          .split("\n")
          .findLast((line) => line.trim() !== "");
        if (complaint !== undefined || looks === 20) return complaint ?? "";
      }
    },
    stop: async () => {
      end(child);
      await gone;
    },
  };
}

function failure(python: string) {
  return (reason: string): never => {
    throw new Error(`moto did not start with ${python}. It said:\n${reason}`);
  };
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: stream }).once("line", resolve);
  });
}

/** Keeps the last of what moto writes: all of it could grow without end. */
function tail(stream: NodeJS.ReadableStream): () => string {
  let kept = "";
  stream.on("data", (chunk: Buffer) => {
    kept = (kept + chunk.toString("utf8")).slice(-4000);
  });
  return () => kept;
}

function end(child: ChildProcess): void {
  child.kill("SIGTERM");
  child.stdin?.destroy();
}
