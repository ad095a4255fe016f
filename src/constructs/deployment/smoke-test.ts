import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Construct } from "constructs";
import { IamRolePolicy, LambdaFunction } from "../../aws";
import { checkout } from "../../lib/checkout";
import type { Service } from "../../environments/schema";
import type { ServiceNames } from "../../environments/names";
import { policyDocument } from "../shared/policy-document";
import { literal } from "../../lib/terraform/template";
import { zip } from "./zip";
import { jsonText } from "../shared/json-text";
import { LogGroup } from "../shared/log-group";
import { ManagedPolicyRole } from "../shared/managed-policy-role";
import { StackAsset } from "../shared/stack-asset";
import { waive } from "../shared/waive";

export interface SmokeTestProps {
  readonly names: ServiceNames["smokeTest"];
  readonly test: NonNullable<Service["deployment"]["hooks"]>["afterAllowTestTraffic"];
  readonly listener: TestListener;
  readonly region: string;
  /** Id of the account. */
  readonly account: string;
  /** The one group whose deployments the function may let pass or fail. */
  readonly deploymentGroupArn: string;
  /** Days until a line of the function's log is deleted. @default never */
  readonly logRetentionDays?: number | undefined;
  /** Of the KMS key that encrypts the function's log. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
}

/** How the test listener is asked. */
export interface TestListener {
  readonly protocol: "http" | "https";
  /** DNS name of the load balancer, which leads to it whether or not the clients' name does yet. */
  readonly host: string;
  readonly port: number;
  /** What clients call it: the Host header, by which rules route, and the name that the certificate has to be for. */
  readonly name: string;
}

/** Seconds within which one request has to be answered completely. */
const attemptSeconds = 10;

/** Seconds between two attempts: a listener takes a moment to forward to its new target group everywhere. */
const pauseSeconds = 5;

/** Seconds for starting and for reporting to CodeDeploy, with the SDK's retries. */
const reserveSeconds = 30;

/** The file in the archive and the function that it exports. */
const [file, entry] = ["handler.mjs", "handler.handler"];

/**
 * A Lambda function that CodeDeploy calls once the test listener shows the replacement: it requests a page there and lets
 * the deployment go on or fail, before production traffic moves. It costs nothing worth naming: under a minute per release.
 *
 * It runs outside of the VPC and calls the load balancer by its public name, so the test listener has to be open to the
 * world: docs/decisions/0008-smoke-test-outside-the-vpc.md.
 * Source: AWS CodeDeploy user guide, "Tutorial: Deploy an Amazon ECS service with a validation test".
 */
export class SmokeTest extends Construct {
  /** What an AppSpec names as its hook. */
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: SmokeTestProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "log_group", {
      name: props.names.logGroup,
      retentionDays: props.logRetentionDays,
      kmsKeyArn: props.kmsKeyArn,
    });
    const role = new ManagedPolicyRole(this, "role", {
      name: props.names.role,
      trusts: "lambda.amazonaws.com",
      policies: [],
    });
    const rights = new IamRolePolicy(this, "rights", {
      name: "SmokeTest",
      role: role.name,
      policy: jsonText(this, rightsOf(props, logGroup.arn)),
    });
    const code = new StackAsset(this, "code", {
      name: "smoke-test.zip",
      content: zip({ [file]: readFileSync(join(checkout.smokeTest, file)) }),
    });
    const lambda = new LambdaFunction(this, "Resource", {
      functionName: props.names.function,
      description: "Asks the test listener whether the replacement is fit for production traffic",
      runtime: "nodejs22.x",
      handler: entry,
      filename: code.path,
      sourceCodeHash: code.sha256,
      role: role.arn,
      memorySize: 256,
      timeout: props.test.attempts * (attemptSeconds + pauseSeconds) + reserveSeconds,
      environment: { variables: variablesOf(props) },
      tags: { Name: props.names.function },
      dependsOn: [rights, ...logGroup.ready],
    });
    for (const [check, reason] of waivers) waive(lambda, check, reason);
    this.functionName = lambda.functionName;
  }
}

/** What `npm run scan` asks of every function, and this one does without. */
const waivers: readonly (readonly [check: string, reason: string])[] = [
  ["CKV_AWS_50", "it makes one request per attempt, and writes a line of its log about each"],
  [
    "CKV_AWS_115",
    "it runs once per release, and a reservation would be taken from all functions of the account for good",
  ],
  ["CKV_AWS_116", "a call that is lost fails its deployment, which CodeDeploy shows and rolls back"],
  ["CKV_AWS_117", "it calls the load balancer as clients do, from outside of the VPC"],
  ["CKV_AWS_173", "its environment variables are settings of the configuration, none of them secret"],
  ["CKV_AWS_272", "its code comes with the apply, and a plan shows each change of it"],
];

/**
 * To write its own log, not to create any, and to report to the deployments of one group; for this function alone. The trust
 * policy cannot say that: Lambda does not tell on whose behalf it takes a role.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function rightsOf({ names, region, account, deploymentGroupArn }: SmokeTestProps, logGroupArn: string): object {
  const functionArn = `arn:aws:lambda:${region}:${account}:function:${names.function}`;
  const conditions = { ArnEquals: { "lambda:SourceFunctionArn": functionArn } };
  return policyDocument([
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`], conditions },
    { actions: ["codedeploy:PutLifecycleEventHookExecutionStatus"], resources: [deploymentGroupArn], conditions },
  ]);
}

/** What handler.mjs reads. */
function variablesOf({ test, listener }: SmokeTestProps): Record<string, string> {
  return {
    TEST_PROTOCOL: listener.protocol,
    TEST_HOST: listener.host,
    TEST_NAME: listener.name,
    TEST_PORT: `${listener.port}`,
    TEST_PATH: literal(test.path),
    EXPECT_STATUS: `${test.expectStatus}`,
    ...(test.expectBody !== undefined && { EXPECT_BODY: literal(test.expectBody) }),
    ATTEMPTS: `${test.attempts}`,
    ATTEMPT_MILLISECONDS: `${attemptSeconds * 1000}`,
    PAUSE_MILLISECONDS: `${pauseSeconds * 1000}`,
  };
}
