import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RequestCertificateCommand } from "@aws-sdk/client-acm";
import { CreateListenerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  type Environment,
  GetFunctionCommand,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
  PublishVersionCommand,
  type Runtime,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { createSurroundings } from "../../support/network";
import { archiveOf, createExecutionRole } from "./support";

// A process per invocation takes its time on a busy machine.
jest.setTimeout(60_000);

let local: TestGateway;
let lambda: LambdaClient;
let role: string;

beforeAll(async () => {
  local = await startTestGateway();
  lambda = local.aws.lambda;
  role = await createExecutionRole(local);
}, 120_000);

afterAll(async () => {
  await local.close();
});

interface Settings {
  readonly handler?: string;
  readonly environment?: Environment;
  /** Seconds. */
  readonly timeout?: number;
  readonly runtime?: Runtime;
}

let made = 0;

/** @returns the name of a new function of these files */
async function createFunction(files: Record<string, string>, settings: Settings = {}): Promise<string> {
  const FunctionName = `function-${++made}`;
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: role,
      Runtime: settings.runtime ?? "nodejs20.x",
      Handler: settings.handler ?? "index.handler",
      Timeout: settings.timeout ?? 20,
      Code: { ZipFile: archiveOf(files) },
      ...(settings.environment === undefined ? {} : { Environment: settings.environment }),
    }),
  );
  return FunctionName;
}

async function invoke(FunctionName: string, event: object = {}, input: Partial<InvokeCommandInput> = {}) {
  const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...input });
  const answer = await lambda.send(command);
  const text = answer.Payload?.transformToString() ?? "";
  return { ...answer, payload: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

function logOf(functionName: string): string {
  return readFileSync(join(local.folder, "lambda", `${functionName}.log`), "utf8");
}

describe("a function", () => {
  test.each<[string, Record<string, string>, string]>([
    ["an async CommonJS handler", { "index.js": "exports.handler = async (e) => ({ got: e.a });" }, "index.handler"],
    [
      "an async ES module handler",
      { "index.mjs": "export const handler = async (e) => ({ got: e.a });" },
      "index.handler",
    ],
    [
      "a handler that calls back",
      { "index.cjs": "exports.run = (e, c, done) => { done(null, { got: e.a }); };" },
      "index.run",
    ],
    [
      "a handler in a folder, with a module beside it",
      {
        "src/app.js": 'const { got } = require("./lib/got"); module.exports.main = async (e) => got(e.a);',
        "src/lib/got.js": "exports.got = (a) => ({ got: a });",
      },
      "src/app.main",
    ],
    [
      "an ES module by package.json",
      { "package.json": '{"type":"module"}', "index.js": "export const handler = async (e) => ({ got: e.a });" },
      "index.handler",
    ],
  ])("may be %s", async (_, files, handler) => {
    const name = await createFunction(files, { handler });
    const { StatusCode, FunctionError, ExecutedVersion, payload } = await invoke(name, { a: [1, "ü"] });
    expect(payload).toEqual({ got: [1, "ü"] });
    expect({ StatusCode, FunctionError, ExecutedVersion }).toEqual({
      StatusCode: 200,
      FunctionError: undefined,
      ExecutedVersion: "$LATEST",
    });
  });

  test("has Lambda's environment and its own, and none of the machine's", async () => {
    process.env["SECRET_OF_THE_MACHINE"] = "secret";
    const code =
      "exports.handler = async (event, context) => ({ env: process.env, context, " +
      "left: context.getRemainingTimeInMillis(), cwd: process.cwd() });";
    const name = await createFunction({ "index.js": code }, { environment: { Variables: { COLOUR: "green" } } });
    const { payload } = await invoke(name);
    delete process.env["SECRET_OF_THE_MACHINE"];
    const { env, context, left, cwd } = payload as Record<string, Record<string, unknown>>;
    expect(env).toMatchObject({
      COLOUR: "green",
      AWS_REGION: "ap-northeast-1",
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_ENDPOINT_URL: local.gateway.url,
      AWS_ACCESS_KEY_ID: "local",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x",
      LAMBDA_TASK_ROOT: cwd,
      _HANDLER: "index.handler",
    });
    expect(env).not.toHaveProperty("SECRET_OF_THE_MACHINE");
    expect(env).not.toHaveProperty("HOME");
    expect(context).toMatchObject({
      functionName: name,
      invokedFunctionArn: `arn:aws:lambda:ap-northeast-1:123456789012:function:${name}`,
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      logGroupName: `/aws/lambda/${name}`,
    });
    expect(left).toBeGreaterThan(10_000);
    expect(left).toBeLessThanOrEqual(20_000);
  });

  test("finds the AWS SDK that the runtime brings along, which finds the local AWS, and no package of this project", async () => {
    const code = `
      import { S3Client, ListBucketsCommand } from "@aws-sdk/client-s3";
      export const handler = async () => {
        const { Buckets } = await new S3Client({}).send(new ListBucketsCommand({}));
        const other = await import("zod").then(() => "found", (error) => error.code);
        return { buckets: Buckets.map(({ Name }) => Name), other };
      };`;
    await local.aws.s3.send(
      new CreateBucketCommand({
        Bucket: "seen-by-function",
        CreateBucketConfiguration: { LocationConstraint: "ap-northeast-1" },
      }),
    );
    const { payload } = await invoke(await createFunction({ "index.mjs": code }));
    expect(payload).toEqual({ buckets: ["seen-by-function"], other: "ERR_MODULE_NOT_FOUND" });
  });

  test("writes its log into a file of its name, and its end to a caller who asks", async () => {
    const code = 'exports.handler = async () => { console.log("to stdout"); console.error("to stderr"); };';
    const name = await createFunction({ "index.js": code });
    const { LogResult, payload } = await invoke(name, {}, { LogType: "Tail" });
    expect(payload).toBeNull();
    const shape =
      /^START RequestId: [0-9a-f-]{36} Version: \$LATEST\n(?:to stdout\nto stderr|to stderr\nto stdout)\nEND RequestId: \S+\nREPORT RequestId: \S+\tDuration: [\d.]+ ms\n$/;
    expect(logOf(name)).toMatch(shape);
    expect(Buffer.from(LogResult ?? "", "base64").toString()).toBe(logOf(name));
  });
});

describe("a function that fails", () => {
  test.each<[string, string, Settings, object]>([
    [
      "throws",
      'exports.handler = async () => { throw new TypeError("no good"); };',
      {},
      { errorType: "TypeError", errorMessage: "no good", trace: expect.any(Array) as unknown },
    ],
    [
      "calls back with an error",
      'exports.handler = (e, c, done) => done(new Error("called back"));',
      {},
      { errorType: "Error", errorMessage: "called back", trace: expect.any(Array) as unknown },
    ],
    [
      "throws what is no error",
      'exports.handler = async () => { throw "text"; };',
      {},
      { errorType: "string", errorMessage: "text" },
    ],
    [
      "ends its process",
      "exports.handler = async () => process.exit(3);",
      {},
      {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with exit status 3$/) as string,
      },
    ],
    [
      "never settles its promise",
      "exports.handler = () => new Promise(() => {});",
      {},
      {
        errorType: "Runtime.NodeJsExit",
        errorMessage: "The Lambda function exits with unresolved promises",
      },
    ],
    [
      "takes longer than its timeout",
      "exports.handler = async () => { while (true); };",
      { timeout: 1 },
      {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/) as string,
      },
    ],
    [
      "has no such export",
      "exports.other = 1;",
      {},
      { errorType: "Runtime.HandlerNotFound", errorMessage: "index.handler is undefined or not exported" },
    ],
    [
      "has no such file",
      "",
      { handler: "app.handler" },
      {
        errorType: "Runtime.ImportModuleError",
        errorMessage: "Error: Cannot find module 'app' of the handler 'app.handler'",
      },
    ],
    [
      "needs a package that is not there",
      'require("left-pad");',
      {},
      {
        errorType: "Runtime.ImportModuleError",
        errorMessage: expect.stringMatching(/^Error: Cannot find module 'left-pad'/) as string,
      },
    ],
  ])("because it %s says so in Lambda's words", async (_, code, settings, error) => {
    const name = await createFunction({ "index.js": code }, settings);
    const { StatusCode, FunctionError, payload } = await invoke(name);
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: "Unhandled" });
    expect(payload).toMatchObject(error);
    expect(logOf(name)).toContain("ERROR RequestId: ");
  });
});

describe("an invocation", () => {
  test("runs the newest code, and a published version keeps its own", async () => {
    const returning = (value: number) => ({ "index.js": `exports.handler = async () => ${value};` });
    const FunctionName = await createFunction(returning(1));
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    const { s3 } = local.aws;
    await s3.send(
      new CreateBucketCommand({ Bucket: "code", CreateBucketConfiguration: { LocationConstraint: "ap-northeast-1" } }),
    );
    await s3.send(new PutObjectCommand({ Bucket: "code", Key: "two.zip", Body: archiveOf(returning(2)) }));
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: "code", S3Key: "two.zip" }));
    expect((await invoke(FunctionName)).payload).toBe(2);
    expect(await invoke(`${FunctionName}:1`)).toMatchObject({ payload: 1, ExecutedVersion: "1" });
    expect((await invoke(FunctionName, {}, { Qualifier: "1" })).payload).toBe(1);
  });

  test("takes a changed configuration", async () => {
    const code = "exports.handler = async () => process.env.COLOUR;";
    const FunctionName = await createFunction({ "index.js": code }, { environment: { Variables: { COLOUR: "blue" } } });
    expect((await invoke(FunctionName)).payload).toBe("blue");
    const Environment = { Variables: { COLOUR: "green" } };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }));
    expect((await invoke(FunctionName)).payload).toBe("green");
  });

  test("by ARN, as an event or as a dry run, is answered as Lambda does", async () => {
    const name = await createFunction({ "index.js": 'exports.handler = async () => console.log("ran");' });
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
    expect(await invoke(Configuration?.FunctionArn ?? "", {}, { InvocationType: "DryRun" })).toMatchObject({
      StatusCode: 204,
      payload: undefined,
    });
    expect(() => logOf(name)).toThrow("ENOENT");
    expect((await invoke(name, {}, { InvocationType: "Event" })).StatusCode).toBe(202);
    const end = Date.now() + 20_000;
    while (Date.now() < end && !logSafely(name).includes("REPORT")) await sleep(50);
    expect(logOf(name)).toContain("\nran\n");
  });

  test("of what is not there, or cannot run here, is refused", async () => {
    await expect(invoke("absent")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Function not found: absent in ap-northeast-1",
      $metadata: { httpStatusCode: 404 },
    });
    const snake = await createFunction({ "index.py": "def handler(event, context): pass" }, { runtime: "python3.12" });
    await expect(invoke(snake)).rejects.toMatchObject({
      name: "InvalidRuntimeException",
      message: `The local AWS runs functions of nodejs runtimes from zip archives; ${snake} is of runtime python3.12.`,
      $metadata: { attempts: 1 },
    });
    const deleted = await createFunction({ "index.js": "" });
    await lambda.send(new DeleteFunctionCommand({ FunctionName: deleted }));
    await expect(invoke(deleted)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("with an event that is not JSON is refused", async () => {
    const name = await createFunction({ "index.js": "exports.handler = async () => 1;" });
    await expect(invoke(name, {}, { Payload: "{" })).rejects.toMatchObject({
      name: "InvalidRequestContentException",
      message: expect.stringMatching(/^Could not parse request body into json: /) as string,
    });
  });
});

describe("a function that calls a load balancer of the local AWS by its own name", () => {
  const clients = {
    "node:http": `
      import { get } from "node:http";
      export const handler = ({ url }) => new Promise((resolve, reject) => {
        get(url, (response) => {
          response.resume().on("end", () => resolve([response.statusCode, response.headers.server]));
        }).on("error", (error) => resolve(error.code));
      });`,
    "node:http with an agent of its own": `
      import http from "node:http";
      const agent = new http.Agent({ keepAlive: true });
      const once = (url) => new Promise((resolve) => {
        http.get(url, { agent }, (response) => {
          response.resume().on("end", () => resolve([response.statusCode, response.headers.server]));
        }).on("error", (error) => resolve(error.code));
      });
      export const handler = async ({ url }) => { await once(url); return once(url); };`,
    fetch: `
      export const handler = ({ url }) =>
        fetch(url).then(({ status, headers }) => [status, headers.get("server")], ({ cause }) => cause.code);`,
  };

  let dnsName: string;

  beforeAll(async () => {
    const { loadBalancerArn } = await createSurroundings(local.aws, "called");
    await createSecureListener(loadBalancerArn, "shop.example.com");
    const listed = await fetch(`${local.gateway.url}/_local/load-balancers`);
    dnsName = ((await listed.json()) as { dnsName: string }[])[0]?.dnsName ?? "";
    expect(dnsName).toMatch(/\.elb\.amazonaws\.com$/);
  });

  test.each(Object.entries(clients))("reaches its listener with %s", async (_, code) => {
    const name = await createFunction({ "index.mjs": code });
    // No service runs behind it: the answer is the load balancer's own.
    expect((await invoke(name, { url: `http://${dnsName}:8080/` })).payload).toEqual([503, "awselb/2.0"]);
  });

  test.each<[name: string, payload: unknown]>([
    ["shop.example.com", [404, "awselb/2.0"]],
    ["shop.example.org", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("verifies the certificate of one of HTTPS, asked for as %s", async (servername, payload) => {
    const code = `
      import { get } from "node:https";
      export const handler = (options) => new Promise((resolve) => {
        get(options, (response) => {
          response.resume().on("end", () => resolve([response.statusCode, response.headers.server]));
        }).on("error", (error) => resolve(error.code));
      });`;
    const name = await createFunction({ "index.mjs": code });
    expect((await invoke(name, { host: dnsName, port: 8443, servername })).payload).toEqual(payload);
  });
});

/** A listener of HTTPS on port 8443 that knows no path. */
async function createSecureListener(LoadBalancerArn: string, DomainName: string): Promise<void> {
  const { CertificateArn } = await local.aws.acm.send(new RequestCertificateCommand({ DomainName }));
  await local.aws.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Port: 8443,
      Protocol: "HTTPS",
      Certificates: [{ CertificateArn }],
      DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
    }),
  );
}

function logSafely(name: string): string {
  try {
    return logOf(name);
  } catch {
    return "";
  }
}
