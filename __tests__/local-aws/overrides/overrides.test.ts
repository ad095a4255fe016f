import {
  ListTagsForResourceCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-application-auto-scaling";
import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  DisassociateKmsKeyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { DescribeNetworkAclsCommand } from "@aws-sdk/client-ec2";
import { CreateServiceCommand } from "@aws-sdk/client-ecs";
import {
  type Action,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { newApplicationLoadBalancer } from "../../../src/local-aws/overrides/load-balancer-attributes";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { createSurroundings, registerTaskDefinition, type Surroundings } from "../../support/network";

let local: TestGateway;
let around: Surroundings;

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, "shop");
}, 120_000);

afterAll(() => local.close());

/** A call to a service that no test here has a client for. */
async function callJson(service: string, target: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(local.gateway.url, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=a/20240101/ap-northeast-1/${service}/aws4_request, Signature=b`,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
    },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, unknown>;
}

describe("load balancing", () => {
  async function describeActions(listenerArn: string): Promise<Action[]> {
    const { Listeners } = await local.aws.elb.send(new DescribeListenersCommand({ ListenerArns: [listenerArn] }));
    expect(Listeners).toHaveLength(1);
    return Listeners?.[0]?.DefaultActions ?? [];
  }

  function modify(ForwardConfig: Action["ForwardConfig"]) {
    const { production } = around.listenerArns;
    return local.aws.elb.send(
      new ModifyListenerCommand({ ListenerArn: production, DefaultActions: [{ Type: "forward", ForwardConfig }] }),
    );
  }

  test("answers a forward to one target group in both ways", async () => {
    const actions = await describeActions(around.listenerArns.test);
    expect(actions).toHaveLength(1);
    expect(actions[0]).toMatchObject({
      Type: "forward",
      TargetGroupArn: around.targetGroups.green,
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: around.targetGroups.green, Weight: 1 }],
        TargetGroupStickinessConfig: { Enabled: false },
      },
    });
  });

  test("keeps the weighted pair that CodeDeploy leaves behind", async () => {
    const { blue, green } = around.targetGroups;
    const pair = [
      { TargetGroupArn: green, Weight: 100 },
      { TargetGroupArn: blue, Weight: 0 },
    ];
    await modify({ TargetGroups: pair });
    const actions = await describeActions(around.listenerArns.production);
    expect(actions).toHaveLength(1);
    expect(actions[0]?.TargetGroupArn).toBeUndefined();
    expect(actions[0]?.ForwardConfig?.TargetGroups).toEqual(pair);
    await modify({ TargetGroups: [{ TargetGroupArn: blue }] });
    expect((await describeActions(around.listenerArns.production))[0]?.TargetGroupArn).toBe(blue);
  });

  test("has one listener of a load balancer on a port, whether another is created or moved there", async () => {
    const { loadBalancerArn: LoadBalancerArn, listenerArns, targetGroups } = around;
    const DefaultActions: Action[] = [{ Type: "forward", TargetGroupArn: targetGroups.blue }];
    const create = new CreateListenerCommand({ LoadBalancerArn, Protocol: "HTTP", Port: 8080, DefaultActions });
    await expect(local.aws.elb.send(create)).rejects.toMatchObject({
      name: "DuplicateListenerException",
      message: `A listener already exists on this port for this load balancer '${LoadBalancerArn}'`,
    });
    const move = (Port: number) =>
      local.aws.elb.send(new ModifyListenerCommand({ ListenerArn: listenerArns.production, Port }));
    await expect(move(8080)).rejects.toMatchObject({
      name: "ValidationError",
      message: "Listener port '8080' is already in use",
    });
    expect((await move(81)).Listeners?.[0]?.Port).toBe(81);
    expect((await move(81)).Listeners?.[0]?.Port).toBe(81);
    await move(80);
  });

  test("refuses target groups that do not exist and weights above 999", async () => {
    const unknown = around.targetGroups.blue.replace("shop-blue", "unknown");
    await expect(modify({ TargetGroups: [{ TargetGroupArn: unknown }] })).rejects.toMatchObject({
      name: "TargetGroupNotFoundException",
      message: `Target groups '${unknown}' not found`,
    });
    await expect(
      modify({ TargetGroups: [{ TargetGroupArn: around.targetGroups.blue, Weight: 1000 }] }),
    ).rejects.toMatchObject({ name: "ValidationError", message: "Weight '1000' must be between 0 and 999" });
  });

  test("gives an application load balancer the attributes of a new one, and lets them be changed", async () => {
    const { elb } = local.aws;
    const attributes = async (LoadBalancerArn: string | undefined) => {
      const { Attributes = [] } = await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
      return Object.fromEntries(Attributes.map(({ Key = "", Value }) => [Key, Value]));
    };
    const create = async (Name: string, Type?: "network") => {
      const { LoadBalancers } = await elb.send(
        new CreateLoadBalancerCommand({ Name, Type, Subnets: around.network.awsvpcConfiguration.subnets }),
      );
      return LoadBalancers?.[0]?.LoadBalancerArn;
    };
    const application = await create("new");
    expect(await attributes(application)).toEqual(newApplicationLoadBalancer);
    await elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: application,
        Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "120" }],
      }),
    );
    expect(await attributes(application)).toEqual({
      ...newApplicationLoadBalancer,
      "idle_timeout.timeout_seconds": "120",
    });
    expect(await attributes(await create("network", "network"))).not.toHaveProperty(["idle_timeout.timeout_seconds"]);
  });

  test("makes load balancers internet-facing and protects those that ask for it", async () => {
    const LoadBalancerArn = around.loadBalancerArn;
    const { LoadBalancers } = await local.aws.elb.send(
      new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] }),
    );
    expect(LoadBalancers?.[0]?.Scheme).toBe("internet-facing");
    await local.aws.elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn,
        Attributes: [{ Key: "deletion_protection.enabled", Value: "true" }],
      }),
    );
    await expect(local.aws.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))).rejects.toMatchObject({
      name: "OperationNotPermittedException",
      message: `Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
    });
  });
});

describe("S3", () => {
  let Bucket: string;
  let policy: string;
  let buckets = 0;

  const tlsOnlyWithLogs = (bucket: string) => ({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: [`arn:aws:s3:::${bucket}/logs/*`],
      },
    ],
  });

  const CreateBucketConfiguration = { LocationConstraint: "ap-northeast-1" as const };

  beforeEach(async () => {
    Bucket = `state-${++buckets}`;
    policy = JSON.stringify(tlsOnlyWithLogs(Bucket));
    await local.aws.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  });

  test("keeps a policy that denies what comes without TLS, and locks nobody out", async () => {
    await local.aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
    expect((await local.aws.s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(policy);
    await local.aws.s3.send(new PutObjectCommand({ Bucket, Key: "state", Body: "{}" }));
    const { Body } = await local.aws.s3.send(new GetObjectCommand({ Bucket, Key: "state" }));
    expect(await Body?.transformToString()).toBe("{}");
  });

  test("has no policy before one is put, after it is deleted, and after the bucket was", async () => {
    const noPolicy = { name: "NoSuchBucketPolicy" };
    const get = new GetBucketPolicyCommand({ Bucket });
    await expect(local.aws.s3.send(get)).rejects.toMatchObject(noPolicy);
    await local.aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
    await local.aws.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(local.aws.s3.send(get)).rejects.toMatchObject(noPolicy);

    await local.aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
    await local.aws.s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(local.aws.s3.send(get)).rejects.toMatchObject({ name: "NoSuchBucket" });
    await local.aws.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    await expect(local.aws.s3.send(get)).rejects.toMatchObject(noPolicy);
  });

  test("takes no policy for a bucket that does not exist, and none that is not JSON", async () => {
    await expect(
      local.aws.s3.send(new PutBucketPolicyCommand({ Bucket: "nowhere", Policy: policy })),
    ).rejects.toMatchObject({ name: "NoSuchBucket" });
    await expect(local.aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: "{" }))).rejects.toMatchObject({
      name: "MalformedPolicy",
      message: "Policies must be valid JSON and the first byte must be '{'",
    });
  });

  test("delivers access logs where the target's policy lets the log service write", async () => {
    const BucketLoggingStatus = { LoggingEnabled: { TargetBucket: Bucket, TargetPrefix: "logs/" } };
    await local.aws.s3.send(new CreateBucketCommand({ Bucket: "source", CreateBucketConfiguration }));
    const put = new PutBucketLoggingCommand({ Bucket: "source", BucketLoggingStatus });
    await expect(local.aws.s3.send(put)).rejects.toMatchObject({ name: "InvalidTargetBucketForLogging" });
    await local.aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
    await local.aws.s3.send(put);
    await local.aws.s3.send(new PutBucketLoggingCommand({ Bucket: "source", BucketLoggingStatus: {} }));
    const { LoggingEnabled } = await local.aws.s3.send(new GetBucketLoggingCommand({ Bucket: "source" }));
    expect(LoggingEnabled).toBeUndefined();
  });
});

test("Application Auto Scaling keeps the tags of a scalable target", async () => {
  const { ecs, autoScaling } = local.aws;
  await registerTaskDefinition(ecs, "web");
  await ecs.send(
    new CreateServiceCommand({
      cluster: "shop",
      serviceName: "web",
      taskDefinition: "web",
      launchType: "FARGATE",
      desiredCount: 1,
      networkConfiguration: around.network,
    }),
  );
  const target = {
    ServiceNamespace: "ecs",
    ResourceId: "service/shop/web",
    ScalableDimension: "ecs:service:DesiredCount",
  } as const;
  const register = (Tags?: Record<string, string>) =>
    autoScaling.send(
      new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 4, ...(Tags && { Tags }) }),
    );
  const { ScalableTargetARN: ResourceARN } = await register({ Team: "shop", Stage: "test" });
  const list = async () => (await autoScaling.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
  expect(await list()).toEqual({ Team: "shop", Stage: "test" });
  await register();
  await autoScaling.send(new TagResourceCommand({ ResourceARN, Tags: { Stage: "live", Cost: "1" } }));
  await autoScaling.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["Team"] }));
  expect(await list()).toEqual({ Stage: "live", Cost: "1" });

  const unknown = "arn:aws:application-autoscaling:ap-northeast-1:123456789012:scalable-target/0";
  await expect(autoScaling.send(new ListTagsForResourceCommand({ ResourceARN: unknown }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `The specified resource doesn't exist: ${unknown}`,
  });
});

test("EC2 says that an unknown network ACL is unknown", async () => {
  await expect(
    local.aws.ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: ["acl-0123456789abcdef0"] })),
  ).rejects.toMatchObject({
    name: "InvalidNetworkAclID.NotFound",
    message: "The networkAcl ID 'acl-0123456789abcdef0' does not exist",
  });
  const { NetworkAcls } = await local.aws.ec2.send(new DescribeNetworkAclsCommand({}));
  expect(NetworkAcls?.length).toBeGreaterThan(0);
});

test("KMS remembers how often a key rotates", async () => {
  const { KeyMetadata } = (await callJson("kms", "TrentService.CreateKey", {})) as { KeyMetadata: { KeyId: string } };
  const { KeyId } = KeyMetadata;
  expect(await callJson("kms", "TrentService.GetKeyRotationStatus", { KeyId })).toEqual({ KeyRotationEnabled: false });
  await callJson("kms", "TrentService.EnableKeyRotation", { KeyId, RotationPeriodInDays: 180 });
  expect(await callJson("kms", "TrentService.GetKeyRotationStatus", { KeyId })).toEqual({
    KeyRotationEnabled: true,
    RotationPeriodInDays: 180,
  });
  await callJson("kms", "TrentService.EnableKeyRotation", { KeyId });
  expect(await callJson("kms", "TrentService.GetKeyRotationStatus", { KeyId })).toMatchObject({
    RotationPeriodInDays: 365,
  });
});

test("CloudWatch Logs remembers the class of a log group", async () => {
  const { logs } = local.aws;
  await logs.send(new CreateLogGroupCommand({ logGroupName: "plain" }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: "rare", logGroupClass: "INFREQUENT_ACCESS" }));
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.map((group) => [group.logGroupName, group.logGroupClass])).toEqual([
    ["plain", "STANDARD"],
    ["rare", "INFREQUENT_ACCESS"],
  ]);
});

test("CloudWatch Logs gives a log group another key, and takes it away", async () => {
  const { logs } = local.aws;
  const [one, other] = ["one", "other"].map((id) => `arn:aws:kms:ap-northeast-1:123456789012:key/${id}`);
  const keyOf = async (logGroupNamePrefix: string) => {
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
    expect(logGroups).toHaveLength(1);
    return logGroups?.[0]?.kmsKeyId;
  };
  await logs.send(new CreateLogGroupCommand({ logGroupName: "secret", ...(one !== undefined && { kmsKeyId: one }) }));
  expect(await keyOf("secret")).toBe(one);
  await logs.send(new AssociateKmsKeyCommand({ logGroupName: "secret", kmsKeyId: other }));
  expect(await keyOf("secret")).toBe(other);
  await logs.send(new DisassociateKmsKeyCommand({ logGroupName: "secret" }));
  expect(await keyOf("secret")).toBeUndefined();
  await expect(logs.send(new AssociateKmsKeyCommand({ logGroupName: "none", kmsKeyId: one }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified log group does not exist.",
  });
});
