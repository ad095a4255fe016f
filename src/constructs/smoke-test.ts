import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Construct } from "constructs";
import { IamRolePolicy, LambdaFunction } from "../aws";
import { checkout } from "../checkout";
import type { Service } from "../environments/schema";
import type { ServiceNames } from "../lib/names";
import { policyDocument } from "../lib/policy-document";
import { literal } from "../lib/template";
import { zip } from "../lib/zip";
import { jsonText } from "./json-text";
import { LogGroup } from "./log-group";
import { ServiceRole } from "./service-role";
import { StackFile } from "./stack-file";

export interface SmokeTestProps {
  readonly names: ServiceNames["smokeTest"];
  readonly test: NonNullable<Service["deployment"]["hooks"]>["afterAllowTestTraffic"];
  /** Where the test listener answers: the load balancer's DNS name and the listener's port. */
  readonly listener: { readonly host: string; readonly port: number };
  /** The one group whose deployments the function may let pass or fail. */
  readonly deploymentGroupArn: string;
  /** Days until a line of the function's log is deleted. @default never */
  readonly logRetentionDays?: number | undefined;
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
 * world. One that is open to named ranges only refuses it: such an environment needs the function inside the VPC.
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
    });
    const role = new ServiceRole(this, "role", {
      name: props.names.role,
      trusts: "lambda.amazonaws.com",
      policies: [],
    });
    const rights = new IamRolePolicy(this, "rights", {
      name: "SmokeTest",
      role: role.name,
      policy: jsonText(this, rightsOf(logGroup.arn, props.deploymentGroupArn)),
    });
    const code = new StackFile(this, "code", {
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
    this.functionName = lambda.functionName;
  }
}

/** To write its own log, not to create any, and to report to the deployments of one group. */
function rightsOf(logGroupArn: string, deploymentGroupArn: string): object {
  return policyDocument([
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`] },
    { actions: ["codedeploy:PutLifecycleEventHookExecutionStatus"], resources: [deploymentGroupArn] },
  ]);
}

/** What handler.mjs reads. */
function variablesOf({ test, listener }: SmokeTestProps): Record<string, string> {
  return {
    TEST_HOST: listener.host,
    TEST_PORT: `${listener.port}`,
    TEST_PATH: literal(test.path),
    EXPECT_STATUS: `${test.expectStatus}`,
    ...(test.expectBody !== undefined && { EXPECT_BODY: literal(test.expectBody) }),
    ATTEMPTS: `${test.attempts}`,
    ATTEMPT_MILLISECONDS: `${attemptSeconds * 1000}`,
    PAUSE_MILLISECONDS: `${pauseSeconds * 1000}`,
  };
}
