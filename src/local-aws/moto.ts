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
 */
const PROGRAM = `
import io, os, sys, threading

def end_with_gateway():
    sys.stdin.buffer.read()
    os._exit(0)

threading.Thread(target=end_with_gateway, daemon=True).start()

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

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

server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True)
os.environ["MOTO_PORT"] = str(server.port)
print(server.port, flush=True)
server.serve_forever()
`;

export interface Moto {
  readonly port: number;
  readonly pid: number;
  /** Settles when moto is gone, with what it said last. */
  readonly gone: Promise<string>;
  /** The last line of what moto wrote that is not its log of requests: after a failure, the exception. */
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
        const complaint = complaints(lastWords()).at(-1);
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

/** Keeps the last of what moto writes; it logs every request, so all of it would grow without end. */
function tail(stream: NodeJS.ReadableStream): () => string {
  let kept = "";
  stream.on("data", (chunk: Buffer) => {
    kept = (kept + chunk.toString("utf8")).slice(-4000);
  });
  return () => kept;
}

/** The server's log of requests begins its lines with the caller's address. */
function complaints(words: string): string[] {
  return words.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("127.0.0.1 - - "));
}

function end(child: ChildProcess): void {
  child.kill("SIGTERM");
  child.stdin?.destroy();
}
