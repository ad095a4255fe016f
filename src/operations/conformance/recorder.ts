import { AsyncLocalStorage } from "node:async_hooks";
import { failureOf, isTransient } from "../../lib/aws/errors";
import type { AwsClients } from "../release/target/clients";
import type { ConformanceRecord } from "./record";
import { AnswerShape, compareText } from "./shape";

interface Operation {
  readonly answer: AnswerShape;
  /** HTTP status per error code. */
  readonly errors: Map<string, string>;
}

/** A client of the AWS SDK, as far as it can be listened to. */
interface Client {
  readonly middlewareStack: Stack<"initialize"> & Stack<"deserialize">;
}

interface Stack<Step extends string> {
  add(middleware: Middleware, options: { readonly step: Step; readonly name: string }): void;
}

interface Context {
  readonly clientName?: string;
  readonly commandName?: string;
}

type Middleware = (next: (call: never) => Promise<Answered>, context: Context) => (call: never) => Promise<Answered>;

interface Answered {
  readonly response: unknown;
  readonly output?: object;
}

/** Writes down the shape of what AWS answers to the SDK, in those parts of a run that are to be recorded. */
export class Recorder {
  private readonly recording = new AsyncLocalStorage<true>();
  private readonly operations = new Map<string, Operation>();
  private last = "";

  /** The same clients, listened to; but for that of S3, which a run has no use for. */
  listen(aws: AwsClients): AwsClients {
    const { ecr, s3, ...clients } = aws;
    for (const client of Object.values(clients)) this.attach(client);
    return {
      ...clients,
      s3,
      ecr: (region) => {
        const client = ecr(region);
        this.attach(client);
        return client;
      },
    };
  }

  /** Every call that is made in the course of this work is recorded; calls made outside are not. */
  record<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.recording.run(true, work);
  }

  /** Code of the last error that was recorded. */
  get lastError(): string {
    return this.last;
  }

  describe(): ConformanceRecord["operations"] {
    const sorted = [...this.operations.entries()].sort(([one], [other]) => compareText(one, other));
    return Object.fromEntries(
      sorted.map(([name, { answer, errors }]) => [
        name,
        { answer: answer.describe(), errors: Object.fromEntries([...errors].sort(([a], [b]) => compareText(a, b))) },
      ]),
    );
  }

  private attach({ middlewareStack }: Client): void {
    /** What came over the wire, where it was JSON: the SDK drops nulls and members it does not know. */
    const wire = new WeakMap<Context, unknown>();
    const read: Middleware = (next, context) => async (call) => {
      const answered = await next(call);
      if (this.recording.getStore() !== undefined) wire.set(context, await readJson(answered.response));
      return answered;
    };
    const note: Middleware = (next, context) => async (call) => {
      if (this.recording.getStore() === undefined) return next(call);
      const operation = this.operation(context);
      try {
        const answered = await next(call);
        operation.answer.see(wire.get(context) ?? { ...answered.output, $metadata: undefined });
        return answered;
      } catch (error) {
        this.noteError(operation, error);
        throw error;
      }
    };
    middlewareStack.add(read, { step: "deserialize", name: "readWireOfConformanceRun" });
    middlewareStack.add(note, { step: "initialize", name: "noteShapeOfConformanceRun" });
  }

  /** What a caller may not do, and a network that is away, say nothing about how AWS behaves. */
  private noteError({ errors }: Operation, error: unknown): void {
    if (!(error instanceof Error) || isTransient(error) || failureOf(error) !== "other") return;
    const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
    errors.set(error.name, String($metadata?.httpStatusCode ?? "none"));
    this.last = error.name;
  }

  private operation({ clientName = "", commandName = "" }: Context): Operation {
    const name = `${clientName.replace(/Client$/, "")} ${commandName.replace(/Command$/, "")}`;
    const operation = this.operations.get(name) ?? { answer: new AnswerShape(), errors: new Map<string, string>() };
    this.operations.set(name, operation);
    return operation;
  }
}

interface JsonResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** Reads a body that can be read once, and puts it back for the SDK. */
async function readJson(response: unknown): Promise<unknown> {
  const answer = response as JsonResponse;
  if (answer.statusCode >= 300 || answer.headers["content-type"]?.includes("json") !== true) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  answer.body = new Uint8Array(body);
  return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
}
