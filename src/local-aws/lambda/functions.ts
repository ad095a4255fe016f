import { randomUUID } from "node:crypto";
import { join } from "node:path";
import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import { AwsError } from "../protocol/call";
import { executionEnvironment, LOG_STREAM, logGroup } from "./execution-environment";
import type { FunctionCode } from "./function-code";
import { type FunctionReference, readFunctionName } from "./function-name";
import { InvocationLog } from "./invocation-log";
import { type Outcome, runFunction } from "./run-function";
import { unpack } from "./task-root";

export interface FunctionsOptions {
  /** Clients of moto's Lambda by region: it holds the configurations. */
  readonly clients: (region: string) => LambdaClient;
  readonly code: FunctionCode;
  /** URL of the gateway. */
  readonly endpoint: string;
  /** Path of the certificate of the authority that load balancers have theirs from. */
  readonly authorityFile: string;
  /** Ports of 127.0.0.1 by the `<host>:<port>` of the load balancers that they stand for. */
  readonly loopbackPorts: () => Readonly<Record<string, number>>;
  readonly python: string;
  /** Folder of this project. */
  readonly root: string;
  /** Where each function's log goes. */
  readonly logFolder: string;
}

/** A finished invocation. */
export interface Invocation extends Outcome {
  /** The version that ran. */
  readonly version: string;
  /** The end of its log, in base64. */
  readonly logTail: string;
}

/** A version of a function, ready to run. */
interface Runnable {
  readonly reference: FunctionReference;
  readonly configuration: FunctionConfiguration;
  readonly archive: Buffer;
}

/**
 * Runs the functions of the local AWS: their own code, in Node processes of this machine with the rights of the user
 * who started it. Whichever nodejs runtime a function names, this machine's Node runs it. Left out: layers, runtimes other
 * than nodejs, container images, retries of events, limits of memory and disk.
 */
export class Functions {
  private readonly closing = new AbortController();

  constructor(private readonly options: FunctionsOptions) {}

  /**
   * Finds a function, refuses what cannot run.
   *
   * @param name in any of Lambda's forms; its own region and qualifier win over the others given
   * @throws AwsError ResourceNotFoundException, InvalidRuntimeException
   */
  async find(region: string, name: string, qualifier?: string): Promise<Runnable> {
    const named = readFunctionName(name, region);
    const reference = { ...named, qualifier: named.qualifier ?? qualifier };
    const configuration = await this.configurationOf(reference);
    const archive = this.options.code.find(configuration.CodeSha256);
    const runtime = configuration.Runtime ?? configuration.PackageType ?? "none";
    if (!runtime.startsWith("nodejs") || archive === undefined) {
      throw new AwsError(
        "InvalidRuntimeException",
        `The local AWS runs functions of nodejs runtimes from zip archives; ${reference.name} is of runtime ${runtime}.`,
        501,
      );
    }
    return { reference, configuration, archive };
  }

  /** @param event JSON */
  async invoke({ reference, configuration, archive }: Runnable, event: string): Promise<Invocation> {
    const { options } = this;
    const { Version: version = "$LATEST", FunctionName: name = reference.name } = configuration;
    const requestId = randomUUID();
    const log = new InvocationLog(options.logFolder, name, requestId);
    const taskRoot = await unpack(archive, { python: options.python, packages: join(options.root, "node_modules") });
    try {
      log.start(version);
      const begin = performance.now();
      const outcome = await runFunction({
        root: options.root,
        taskRoot: taskRoot.folder,
        environment: executionEnvironment(configuration, {
          region: reference.region,
          taskRoot: taskRoot.folder,
          endpoint: options.endpoint,
          authorityFile: options.authorityFile,
        }),
        requestId,
        job: {
          handler: configuration.Handler ?? "",
          event,
          timeoutSeconds: configuration.Timeout ?? 3,
          context: {
            functionName: name,
            functionVersion: version,
            invokedFunctionArn: configuration.FunctionArn ?? "",
            memoryLimitInMB: String(configuration.MemorySize ?? 128),
            awsRequestId: requestId,
            logGroupName: logGroup(name),
            logStreamName: LOG_STREAM,
          },
          loopbackPorts: options.loopbackPorts(),
        },
        onOutput: (text) => {
          log.write(text);
        },
        signal: this.closing.signal,
      });
      log.end(performance.now() - begin, outcome.functionError && outcome.payload);
      return { ...outcome, version, logTail: log.tail() };
    } finally {
      await taskRoot.remove();
    }
  }

  /** Ends what still runs. */
  close(): void {
    this.closing.abort();
  }

  private async configurationOf({ region, name, qualifier }: FunctionReference): Promise<FunctionConfiguration> {
    try {
      const command = new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: qualifier });
      return await this.options.clients(region).send(command);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      const suffix = qualifier === undefined ? "" : `:${qualifier}`;
      throw new AwsError("ResourceNotFoundException", `Function not found: ${name}${suffix} in ${region}`, 404);
    }
  }
}
