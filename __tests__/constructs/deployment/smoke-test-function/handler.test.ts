import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { CertificateAuthority } from "../../../../src/local-aws/certificate-authority";
import { type Report, serve, serveCodeDeploy, type Server, serveSecurely } from "./stand-ins";

const file = join(process.cwd(), "src", "constructs", "deployment", "smoke-test-function", "handler.mjs");

/** Calls the function once, as Lambda does: a process of its own, Node without any option, an event, its environment. */
const program = `
import { handler } from ${JSON.stringify(file)};
await handler({ DeploymentId: "d-1", LifecycleEventHookExecutionId: "e-1" });
`;

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const page = "<p>Version: 2</p>, and the password is hunter2";

const fine: Answer = (_request, response) => {
  response.end(page);
};

describe("the smoke test's function", () => {
  const reports: Report[] = [];
  const requests: IncomingMessage[] = [];
  let answer: Answer;
  let refusing: boolean;
  let listener: Server;
  let codeDeploy: Server;

  beforeAll(async () => {
    listener = await serve((request, response) => {
      requests.push(request);
      answer(request, response, requests.length);
    });
    codeDeploy = await serveCodeDeploy(reports, () => refusing);
  });

  beforeEach(() => {
    reports.length = 0;
    requests.length = 0;
    answer = fine;
    refusing = false;
  });

  afterAll(async () => {
    await Promise.all([listener.close(), codeDeploy.close()]);
  });

  /** @returns what it logged, line by line and without durations; rejects if the invocation failed */
  async function invoke(changes: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
      env: {
        AWS_REGION: "ap-northeast-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_ENDPOINT_URL: `http://127.0.0.1:${codeDeploy.port}`,
        TEST_PROTOCOL: "http",
        TEST_HOST: "127.0.0.1",
        TEST_NAME: "shop.example.com",
        TEST_PORT: `${listener.port}`,
        TEST_PATH: "/health?deep=1",
        EXPECT_STATUS: "200",
        ATTEMPTS: "3",
        ATTEMPT_MILLISECONDS: "400",
        PAUSE_MILLISECONDS: "50",
        ...changes,
      },
    });
    return stdout
      .trim()
      .replaceAll(/\(\d+ ms\)/g, "(n ms)")
      .split("\n");
  }

  function expectReport(status: "Succeeded" | "Failed"): void {
    expect(reports).toEqual([
      {
        action: "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus",
        deploymentId: "d-1",
        lifecycleEventHookExecutionId: "e-1",
        status,
      },
    ]);
  }

  it("lets the deployment go on when the status is the expected one", async () => {
    expect(await invoke()).toEqual(["attempt 1 of 3: passed (n ms)", "reported Succeeded"]);
    expectReport("Succeeded");
    expect(requests.map(({ method, url }) => `${method ?? ""} ${url ?? ""}`)).toEqual(["GET /health?deep=1"]);
    expect(requests[0]?.headers).toMatchObject({ "user-agent": "CodeDeploy-smoke-test", host: "shop.example.com" });
  });

  it("lets it go on when the body has the expected text, and keeps the body out of the log", async () => {
    const log = await invoke({ EXPECT_BODY: "Version: 2" });
    expect(log).toEqual(["attempt 1 of 3: passed (n ms)", "reported Succeeded"]);
    expectReport("Succeeded");
  });

  it("fails it after all attempts when the body lacks the text, and shows neither", async () => {
    const log = await invoke({ EXPECT_BODY: "Version: 3" });
    expect(log).toEqual([
      "attempt 1 of 3: the body lacks the expected text (n ms)",
      "attempt 2 of 3: the body lacks the expected text (n ms)",
      "attempt 3 of 3: the body lacks the expected text (n ms)",
      "reported Failed",
    ]);
    expect(requests).toHaveLength(3);
    expectReport("Failed");
  });

  it("tries again until an attempt passes", async () => {
    answer = (_request, response, count) => {
      response.writeHead(count < 3 ? 503 : 200).end(page);
    };
    expect(await invoke()).toEqual([
      "attempt 1 of 3: status 503 instead of 200 (n ms)",
      "attempt 2 of 3: status 503 instead of 200 (n ms)",
      "attempt 3 of 3: passed (n ms)",
      "reported Succeeded",
    ]);
    expectReport("Succeeded");
  });

  it("opens a connection of its own for each attempt", async () => {
    const ports = new Set<number | undefined>();
    answer = (request, response) => {
      ports.add(request.socket.remotePort);
      response.writeHead(500).end();
    };
    await invoke();
    expect(ports.size).toBe(3);
  });

  it("takes a redirect for what it is", async () => {
    answer = (_request, response) => {
      response.writeHead(302, { location: "/elsewhere" }).end();
    };
    expect(await invoke({ ATTEMPTS: "1" })).toEqual([
      "attempt 1 of 1: status 302 instead of 200 (n ms)",
      "reported Failed",
    ]);
    expect(await invoke({ ATTEMPTS: "1", EXPECT_STATUS: "302" })).toContain("reported Succeeded");
    expect(requests.map(({ url }) => url)).toEqual(["/health?deep=1", "/health?deep=1"]);
  });

  it.each<[string, Answer]>([
    ["never begins", () => undefined],
    [
      "never ends",
      (_request, response) => {
        response.write("Version: ");
      },
    ],
  ])("gives up an attempt whose answer %s", async (_, silence) => {
    answer = silence;
    expect(await invoke({ ATTEMPTS: "2", EXPECT_BODY: "Version: 2" })).toEqual([
      "attempt 1 of 2: no complete answer within 400 ms (n ms)",
      "attempt 2 of 2: no complete answer within 400 ms (n ms)",
      "reported Failed",
    ]);
    expectReport("Failed");
  });

  it("survives a connection that breaks in the middle of an answer", async () => {
    answer = (request, response, count) => {
      if (count > 1) {
        response.end(page);
        return;
      }
      response.writeHead(200, { "content-length": "1000" }).write("Version");
      setTimeout(() => request.socket.destroy(), 20);
    };
    expect(await invoke({ EXPECT_BODY: "Version: 2" })).toEqual([
      "attempt 1 of 3: no answer: ECONNRESET (n ms)",
      "attempt 2 of 3: passed (n ms)",
      "reported Succeeded",
    ]);
  });

  it("counts a port where nobody listens as an attempt", async () => {
    const gone = await serve(() => undefined);
    await gone.close();
    expect(await invoke({ ATTEMPTS: "2", TEST_PORT: `${gone.port}` })).toEqual([
      "attempt 1 of 2: no answer: ECONNREFUSED (n ms)",
      "attempt 2 of 2: no answer: ECONNREFUSED (n ms)",
      "reported Failed",
    ]);
    expectReport("Failed");
  });

  it("reads no more than the first MiB of a body", async () => {
    const mebibyte = "x".repeat(1024 * 1024);
    answer = (_request, response) => {
      response.end(`here${mebibyte}there${mebibyte}`);
    };
    const settings = { ATTEMPTS: "1", ATTEMPT_MILLISECONDS: "5000" };
    expect(await invoke({ ...settings, EXPECT_BODY: "here" })).toContain("reported Succeeded");
    expect(await invoke({ ...settings, EXPECT_BODY: "therex".repeat(2) })).toContain("reported Failed");
  });

  it.each([
    ["EXPECT_STATUS", undefined, "no attempt was possible: the environment variable EXPECT_STATUS is missing"],
    [
      "TEST_PROTOCOL",
      "ftp",
      "no attempt was possible: the environment variable TEST_PROTOCOL is neither http nor https",
    ],
    ["ATTEMPTS", "many", "no attempt was possible: the environment variable ATTEMPTS is no whole number: many"],
  ])("reports failure at once when it cannot even begin: %s is %s", async (name, value, line) => {
    expect(await invoke({ [name]: value })).toEqual([line, "reported Failed"]);
    expect(requests).toHaveLength(0);
    expectReport("Failed");
  });

  describe("over TLS", () => {
    let folder: string;
    let secure: Server;
    let trusting: NodeJS.ProcessEnv;

    beforeAll(async () => {
      const authority = await CertificateAuthority.create();
      folder = mkdtempSync(join(tmpdir(), "smoke-test-"));
      const file = join(folder, "ca.pem");
      writeFileSync(file, authority.certificate);
      secure = await serveSecurely(await authority.issue(["shop.example.com"]), (request, response) => {
        requests.push(request);
        answer(request, response, requests.length);
      });
      trusting = { TEST_PROTOCOL: "https", TEST_PORT: `${secure.port}`, ATTEMPTS: "1", NODE_EXTRA_CA_CERTS: file };
    });

    afterAll(async () => {
      await secure.close();
      rmSync(folder, { recursive: true });
    });

    it("asks for the name that clients use, wherever that leads", async () => {
      expect(await invoke(trusting)).toEqual(["attempt 1 of 1: passed (n ms)", "reported Succeeded"]);
      expectReport("Succeeded");
      expect(requests).toHaveLength(1);
      const [request] = requests;
      expect(request?.headers.host).toBe("shop.example.com");
      expect((request?.socket as TLSSocket | undefined)?.servername).toBe("shop.example.com");
    });

    it.each([
      ["is for another name", { TEST_NAME: "api.example.com" }, "ERR_TLS_CERT_ALTNAME_INVALID"],
      ["is of an authority that nobody knows", { NODE_EXTRA_CA_CERTS: undefined }, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ])("fails where the certificate %s", async (_, changes, code) => {
      expect(await invoke({ ...trusting, ...changes })).toEqual([
        `attempt 1 of 1: no answer: ${code} (n ms)`,
        "reported Failed",
      ]);
      expect(requests).toHaveLength(0);
      expectReport("Failed");
    });
  });

  it("fails as a function when CodeDeploy does not take its report, so that Lambda shows it", async () => {
    refusing = true;
    await expect(invoke()).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^attempt 1 of 3: passed \(\d+ ms\)\n$/) as string,
      stderr: expect.stringContaining("LifecycleEventAlreadyCompletedException: Too late.") as string,
    });
    expect(reports).toHaveLength(1);
  });
});
