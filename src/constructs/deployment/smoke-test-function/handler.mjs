// Asks the test listener whether a replacement is fit for production traffic, and tells CodeDeploy. Lambda runs this file
// as it is, with the AWS SDK that its Node.js runtimes bring along. What to ask stands in environment variables, all of
// them set by src/constructs/deployment/smoke-test.ts.
// https://docs.aws.amazon.com/codedeploy/latest/userguide/tutorial-ecs-deployment-with-hooks.html
import { Buffer } from "node:buffer";
import { get as getPlainly } from "node:http";
import { get as getSecurely } from "node:https";
import { setTimeout as pause } from "node:timers/promises";
import { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } from "@aws-sdk/client-codedeploy";

/** An expected text further back than this is not found; a page without an end does not fill the memory. */
const mostBytes = 1024 * 1024;

const getBy = { http: getPlainly, https: getSecurely };

const codeDeploy = new CodeDeployClient();

/** @param {{ DeploymentId: string, LifecycleEventHookExecutionId: string }} event */
export async function handler(event) {
  const status = (await passes()) ? "Succeeded" : "Failed";
  // An error here is an error of the function: Lambda shows it in its metrics and calls again.
  await codeDeploy.send(
    new PutLifecycleEventHookExecutionStatusCommand({
      deploymentId: event.DeploymentId,
      lifecycleEventHookExecutionId: event.LifecycleEventHookExecutionId,
      status,
    }),
  );
  console.log(`reported ${status}`);
}

/** Whether one of the attempts succeeds. Whatever else happens counts as a failure: CodeDeploy would wait for an hour. */
async function passes() {
  try {
    const settings = readSettings(process.env);
    for (let attempt = 1; attempt <= settings.attempts; attempt += 1) {
      if (attempt > 1) await pause(settings.pauseMilliseconds);
      const begin = Date.now();
      const fault = await faultOf(settings);
      // Never the answer itself: a page may show what no log should keep.
      const verdict = fault ?? "passed";
      console.log(`attempt ${attempt} of ${settings.attempts}: ${verdict} (${Date.now() - begin} ms)`);
      if (fault === undefined) return true;
    }
  } catch (error) {
    console.log(`no attempt was possible: ${error.message}`);
  }
  return false;
}

function readSettings(environment) {
  const text = (name) => {
    const value = environment[name];
    if (value === undefined) throw new Error(`the environment variable ${name} is missing`);
    return value;
  };
  const whole = (name) => {
    const value = text(name);
    if (!/^\d+$/.test(value)) throw new Error(`the environment variable ${name} is no whole number: ${value}`);
    return Number(value);
  };
  const get = getBy[text("TEST_PROTOCOL")];
  if (get === undefined) throw new Error("the environment variable TEST_PROTOCOL is neither http nor https");
  return {
    get,
    host: text("TEST_HOST"),
    name: text("TEST_NAME"),
    port: whole("TEST_PORT"),
    path: text("TEST_PATH"),
    expectStatus: whole("EXPECT_STATUS"),
    expectBody: environment.EXPECT_BODY,
    attempts: whole("ATTEMPTS"),
    attemptMilliseconds: whole("ATTEMPT_MILLISECONDS"),
    pauseMilliseconds: whole("PAUSE_MILLISECONDS"),
  };
}

/** What is wrong with the answer to one request; undefined if nothing is. */
async function faultOf(settings) {
  const signal = globalThis.AbortSignal.timeout(settings.attemptMilliseconds);
  try {
    const response = await request(settings, signal);
    if (response.statusCode !== settings.expectStatus) {
      response.destroy();
      return `status ${response.statusCode} instead of ${settings.expectStatus}`;
    }
    const { expectBody } = settings;
    if (expectBody === undefined) {
      response.destroy();
      return undefined;
    }
    return (await bodyOf(response)).includes(expectBody) ? undefined : "the body lacks the expected text";
  } catch (error) {
    return signal.aborted
      ? `no complete answer within ${settings.attemptMilliseconds} ms`
      : `no answer: ${error.code ?? error.message}`;
  }
}

function request({ get, host, name, port, path }, signal) {
  // Managed rules of AWS WAF refuse requests without a user agent.
  const headers = { "user-agent": "CodeDeploy-smoke-test", host: name };
  return new Promise((resolve, reject) => {
    // A connection of its own for each attempt: the target may have changed.
    get({ host, port, path, headers, servername: name, agent: false, signal }, resolve).on("error", reject);
  });
}

async function bodyOf(response) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
