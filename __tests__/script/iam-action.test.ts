import { iamCall } from "../../script/record-calls/iam-action";
import { readHead } from "../../src/local-aws/protocol/read-call";

function named(service: string, method: string, path: string, action = "", body = "") {
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20261122/ap-northeast-1/${service}/aws4_request`;
  return iamCall(readHead(method, path, { authorization }), action, body);
}

describe("a call, as policies name it", () => {
  it.each<[call: Parameters<typeof named>, action: string, resource: string]>([
    [["ecs", "POST", "/", "DescribeClusters"], "ecs:DescribeClusters", "*"],
    [
      ["ecs", "POST", "/", "DescribeServices", '{"cluster":"arn:aws:ecs:r:a:cluster/shop","services":["web"]}'],
      "ecs:DescribeServices",
      "arn:aws:ecs:ap-northeast-1:123456789012:service/shop/web",
    ],
    [
      ["ecs", "POST", "/", "RegisterTaskDefinition", '{"family":"web"}'],
      "ecs:RegisterTaskDefinition",
      "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/web:*",
    ],
    [
      ["codedeploy", "POST", "/", "ListDeployments", '{"applicationName":"web","deploymentGroupName":"blue-green"}'],
      "codedeploy:ListDeployments",
      "arn:aws:codedeploy:ap-northeast-1:123456789012:deploymentgroup:web/blue-green",
    ],
    [["codedeploy", "POST", "/", "StopDeployment", '{"deploymentId":"d-1"}'], "codedeploy:StopDeployment", "*"],
    [
      ["ecr", "POST", "/", "DescribeRepositories", '{"repositoryNames":["shop/web"]}'],
      "ecr:DescribeRepositories",
      "arn:aws:ecr:ap-northeast-1:123456789012:repository/shop/web",
    ],
    [
      ["iam", "POST", "/", "SimulatePrincipalPolicy", "PolicySourceArn=arn:aws:iam::1:role/r"],
      "iam:SimulatePrincipalPolicy",
      "arn:aws:iam::1:role/r",
    ],
    [["monitoring", "POST", "/", "DescribeAlarms"], "cloudwatch:DescribeAlarms", "*"],
    [["s3", "GET", "/states/a/b.tfstate"], "s3:GetObject", "arn:aws:s3:::states/a/b.tfstate"],
    [["s3", "DELETE", "/states/a.tflock"], "s3:DeleteObject", "arn:aws:s3:::states/a.tflock"],
    [["s3", "HEAD", "/states"], "s3:ListBucket", "arn:aws:s3:::states"],
    [["s3", "PUT", "/states"], "s3:CreateBucket", "arn:aws:s3:::states"],
    [["s3", "GET", "/states?lifecycle"], "s3:GetLifecycleConfiguration", "arn:aws:s3:::states"],
    [["s3", "DELETE", "/states?lifecycle"], "s3:PutLifecycleConfiguration", "arn:aws:s3:::states"],
    [["s3", "DELETE", "/states?policy"], "s3:DeleteBucketPolicy", "arn:aws:s3:::states"],
    [["lambda", "GET", "/2015-03-31/functions/f"], "lambda:GetFunction", "*"],
    [["lambda", "GET", "/2015-03-31/functions/f/versions"], "lambda:ListVersionsByFunction", "*"],
    [["lambda", "GET", "/2020-06-30/functions/f/code-signing-config"], "lambda:GetFunctionCodeSigningConfig", "*"],
    [
      ["route53", "POST", "/2013-04-01/hostedzone/Z1/rrset/"],
      "route53:ChangeResourceRecordSets",
      "arn:aws:route53:::hostedzone/Z1",
    ],
    [["route53", "GET", "/2013-04-01/change/C1"], "route53:GetChange", "*"],
    [["iam", "POST", "/", "CreateRole", "RoleName=r"], "iam:CreateRole", "arn:aws:iam::123456789012:role/r"],
    [
      ["iam", "POST", "/", "AttachRolePolicy", "RoleName=r&PolicyArn=arn:p"],
      "iam:AttachRolePolicy",
      "arn:aws:iam::123456789012:role/r",
    ],
    [
      ["ssm", "POST", "/", "GetParameter", '{"Name":"/staging/web/release-contract"}'],
      "ssm:GetParameter",
      "arn:aws:ssm:ap-northeast-1:123456789012:parameter/staging/web/release-contract",
    ],
    [
      ["kms", "POST", "/", "CreateAlias", '{"AliasName":"alias/shop","TargetKeyId":"1"}'],
      "kms:CreateAlias",
      "arn:aws:kms:ap-northeast-1:123456789012:alias/shop",
    ],
  ])("%j", (call, action, resource) => {
    expect(named(...call)).toEqual({ action, resource });
  });

  it("says whose tasks are listed, and what is scaled", () => {
    expect(named("ecs", "POST", "/", "ListTasks", '{"cluster":"shop"}')).toEqual({
      action: "ecs:ListTasks",
      resource: "*",
      context: { "ecs:cluster": "arn:aws:ecs:ap-northeast-1:123456789012:cluster/shop" },
    });
    const body = '{"ResourceId":"service/shop/web","ScalableDimension":"ecs:service:DesiredCount"}';
    expect(named("application-autoscaling", "POST", "/", "RegisterScalableTarget", body)).toEqual({
      action: "application-autoscaling:RegisterScalableTarget",
      resource: "arn:aws:application-autoscaling:ap-northeast-1:123456789012:scalable-target/service/shop/web",
      context: { "application-autoscaling:scalable-dimension": "ecs:service:DesiredCount" },
    });
  });

  it("says which part of a bucket is listed", () => {
    expect(named("s3", "GET", "/states?list-type=2&prefix=env%3A%2F")).toEqual({
      action: "s3:ListBucket",
      resource: "arn:aws:s3:::states",
      context: { "s3:prefix": "env:/" },
    });
  });
});
