import { ACMClient } from "@aws-sdk/client-acm";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { localCredentials } from "../environment";

/** Clients that speak to moto directly, past gateway and faults: what the overlays themselves ask and do there. */
export class MotoClients {
  readonly acm: (region: string) => ACMClient;
  readonly cloudWatch: (region: string) => CloudWatchClient;
  readonly ec2: (region: string) => EC2Client;
  readonly ecs: (region: string) => ECSClient;
  readonly lambda: (region: string) => LambdaClient;
  readonly loadBalancing: (region: string) => ElasticLoadBalancingV2Client;
  readonly s3: (region: string) => S3Client;

  /** @param endpoint URL that answers for every service */
  constructor(endpoint: string) {
    const settings = (region: string) => ({
      region,
      endpoint,
      credentials: localCredentials,
    });
    this.acm = once((region) => new ACMClient(settings(region)));
    this.cloudWatch = once((region) => new CloudWatchClient(settings(region)));
    this.ec2 = once((region) => new EC2Client(settings(region)));
    this.ecs = once((region) => new ECSClient(settings(region)));
    this.lambda = once((region) => new LambdaClient(settings(region)));
    this.loadBalancing = once((region) => new ElasticLoadBalancingV2Client(settings(region)));
    this.s3 = once((region) => new S3Client({ ...settings(region), forcePathStyle: true }));
  }
}

function once<Client>(make: (region: string) => Client): (region: string) => Client {
  const made = new Map<string, Client>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}
