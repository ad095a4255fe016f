import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import type { S3 } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { operationLog } from "../../../lib/aws/errors";

/** The AWS services that releases talk to, in one region. Credentials and endpoint come from the environment. */
export interface AwsClients {
  readonly codeDeploy: CodeDeployClient;
  readonly ecs: ECSClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly ssm: SSMClient;
  readonly scaling: ApplicationAutoScalingClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
  /** An image may live in a registry of another region. */
  readonly ecr: (region: string) => ECRClient;
  /** Loaded at the first call: no release of this project keeps its AppSpec in S3, those of other clients may. */
  readonly s3: () => Promise<Pick<S3, "getObject">>;
}

export function awsClients(region: string): AwsClients {
  const settings = {
    region,
    // Slows down by itself when AWS throttles.
    retryMode: "adaptive",
    maxAttempts: 5,
    // Without limits a call on a dead connection would hang for ever, and the watch with it.
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
    logger: operationLog,
  };
  return {
    codeDeploy: new CodeDeployClient(settings),
    ecs: new ECSClient(settings),
    loadBalancing: new ElasticLoadBalancingV2Client(settings),
    ssm: new SSMClient(settings),
    scaling: new ApplicationAutoScalingClient(settings),
    iam: new IAMClient(settings),
    sts: new STSClient(settings),
    ecr: (other) => new ECRClient({ ...settings, region: other }),
    s3: async () => new (await import("@aws-sdk/client-s3")).S3(settings),
  };
}
