import type { IncomingHttpHeaders } from "node:http";
import { readAction, readHead } from "../../../src/local-aws/protocol/read-call";

function signed(service: string, region = "ap-northeast-1"): IncomingHttpHeaders {
  const scope = `AKIA/20240101/${region}/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=abc` };
}

const FORM = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

function read(method: string, path: string, headers: IncomingHttpHeaders, body = "") {
  const head = readHead(method, path, headers);
  const { service, region, protocol } = head;
  return { service, region, protocol, action: readAction(head, Buffer.from(body)) };
}

describe("a call off the wire", () => {
  test.each([
    [
      "ECS by its target header",
      read("POST", "/", { ...signed("ecs"), "x-amz-target": "AmazonEC2ContainerServiceV20141113.CreateService" }),
      { service: "ecs", region: "ap-northeast-1", protocol: "json", action: "CreateService" },
    ],
    [
      "CodeDeploy, whose target header has a version with dots",
      read("POST", "/", { ...signed("codedeploy", "eu-west-1"), "x-amz-target": "CodeDeploy_20141006.GetApplication" }),
      { service: "codedeploy", region: "eu-west-1", protocol: "json", action: "GetApplication" },
    ],
    [
      "EC2 by the action in its body",
      read("POST", "/", { ...signed("ec2"), ...FORM }, "Action=DescribeVpcs&Version=2016-11-15"),
      { service: "ec2", region: "ap-northeast-1", protocol: "ec2", action: "DescribeVpcs" },
    ],
    [
      "load balancing by the action in its body",
      read("POST", "/", { ...signed("elasticloadbalancing"), ...FORM }, "Action=CreateListener&Version=2015-12-01"),
      { service: "elasticloadbalancing", region: "ap-northeast-1", protocol: "query", action: "CreateListener" },
    ],
    [
      "a query call without body",
      read("GET", "/?Action=ListUsers&Version=2010-05-08", signed("iam", "us-east-1")),
      { service: "iam", region: "us-east-1", protocol: "query", action: "ListUsers" },
    ],
    [
      "S3 by method and path",
      read("PUT", "/bucket/a%20key?partNumber=1", signed("s3")),
      { service: "s3", region: "ap-northeast-1", protocol: "rest-xml", action: "PUT /bucket/a%20key" },
    ],
    [
      "a presigned S3 URL by the credential in its query",
      read("GET", "/bucket/key?X-Amz-Credential=AKIA%2F20240101%2Fus-west-2%2Fs3%2Faws4_request&X-Amz-Signature=a", {}),
      { service: "s3", region: "us-west-2", protocol: "rest-xml", action: "GET /bucket/key" },
    ],
    [
      "Lambda by method and path",
      read("GET", "/2015-03-31/functions/f", signed("lambda")),
      { service: "lambda", region: "ap-northeast-1", protocol: "rest-json", action: "GET /2015-03-31/functions/f" },
    ],
    [
      "CloudWatch over CBOR by its path",
      read("POST", "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm", {
        ...signed("monitoring"),
        "smithy-protocol": "rpc-v2-cbor",
      }),
      { service: "monitoring", region: "ap-northeast-1", protocol: "cbor", action: "PutMetricAlarm" },
    ],
    [
      "an unsigned read of an object",
      read("GET", "/bucket/key", {}),
      { service: "s3", region: "us-east-1", protocol: "rest-xml", action: "GET /bucket/key" },
    ],
    [
      "an unsigned call to STS",
      read("POST", "/", FORM, "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"),
      { service: "sts", region: "us-east-1", protocol: "query", action: "AssumeRoleWithWebIdentity" },
    ],
  ])("is recognised: %s", (_name, seen, expected) => {
    expect(seen).toEqual(expected);
  });

  test("without anything to recognise has an empty action rather than none", () => {
    expect(read("POST", "/", { ...signed("ec2"), ...FORM }, "")).toEqual({
      service: "ec2",
      region: "ap-northeast-1",
      protocol: "ec2",
      action: "",
    });
  });
});
