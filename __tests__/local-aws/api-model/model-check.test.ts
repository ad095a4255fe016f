import { ModelCheck } from "../../../src/local-aws/api-model/model-check";
import { ModelLibrary } from "../../../src/local-aws/api-model/model-library";
import { AwsError, type Call, type Protocol, type Reply } from "../../../src/local-aws/protocol/call";
import { pythonWithMoto } from "../../support/gateway";

let library: ModelLibrary;

beforeAll(async () => {
  library = await ModelLibrary.besideMoto(pythonWithMoto());
});

interface Given {
  readonly service: string;
  readonly action: string;
  readonly protocol: Protocol;
  readonly request?: string;
  readonly method?: string;
  readonly path?: string;
}

function callOf({ request = "", method = "POST", path = "/", ...given }: Given): Call {
  return { ...given, method, path, region: "ap-northeast-1", headers: {}, body: Buffer.from(request) };
}

/** What the check reports of a call to which this is answered. */
function violations(given: Given, answer: string | AwsError): readonly string[] {
  const reported: string[] = [];
  const check = new ModelCheck(library, (violation) => reported.push(violation));
  const reply: Reply = { status: 200, headers: {}, body: String(answer) };
  if (answer instanceof AwsError) check.refused(callOf(given), answer);
  else check.answered(callOf(given), reply);
  return reported;
}

const getApplication = { service: "codedeploy", action: "GetApplication", protocol: "json" } as const;
const application = { applicationId: "1", applicationName: "shop", createTime: 1.5, linkedToGitHub: false };
const request = JSON.stringify({ applicationName: "shop" });

describe("AWS JSON", () => {
  test("an answer that fits AWS's model passes, null and all", () => {
    const answer = JSON.stringify({ application: { ...application, gitHubAccountName: null } });
    expect(violations({ ...getApplication, request }, answer)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ["an unknown member", { colour: "blue" }, "application.colour: not a member of ApplicationInfo"],
    [
      "a date as text",
      { createTime: "2026-03-01T00:00:00Z" },
      "application.createTime: text instead of a timestamp in the form of the protocol",
    ],
    [
      "a member that AWS always gives missing",
      { applicationId: null },
      "application.applicationId: missing in ApplicationInfo",
    ],
  ])("%s is a violation", (_what, change, violation) => {
    const answer = JSON.stringify({ application: { ...application, ...change } });
    expect(violations({ ...getApplication, request }, answer)).toEqual([
      `codedeploy GetApplication answer: ${violation}`,
    ]);
  });

  test("a request that misses what AWS requires, or has what AWS does not know, is a violation once it is taken", () => {
    const given = { ...getApplication, request: JSON.stringify({ name: "shop" }) };
    expect(violations(given, JSON.stringify({ application }))).toEqual([
      "codedeploy GetApplication request: applicationName: missing in GetApplicationInput",
      "codedeploy GetApplication request: name: not a member of GetApplicationInput",
    ]);
  });

  test("an answer that is not JSON, and an operation that AWS does not have, are violations", () => {
    expect(violations({ ...getApplication, request }, "<html>")).toEqual([
      expect.stringMatching(/^codedeploy GetApplication answer: cannot be read: Unexpected token/),
    ]);
    expect(violations({ ...getApplication, action: "GetColour" }, "{}")).toEqual([
      "codedeploy GetColour: not an operation of AWS's model",
    ]);
  });
});

describe("the query protocol", () => {
  const createListener = { service: "elasticloadbalancing", action: "CreateListener", protocol: "query" } as const;
  const asked = { Action: "CreateListener", Version: "2015-12-01", LoadBalancerArn: "arn:1" };
  const parameters = (more: Record<string, string>) => new URLSearchParams({ ...asked, ...more }).toString();
  const forward = { "DefaultActions.member.1.Type": "forward", "DefaultActions.member.1.TargetGroupArn": "arn:2" };
  const answered = (listener: string) =>
    `<CreateListenerResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><CreateListenerResult>
       <Listeners><member>${listener}</member></Listeners>
     </CreateListenerResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></CreateListenerResponse>`;

  test("an answer and a request that fit AWS's model pass", () => {
    const answer = answered("<ListenerArn>arn:3</ListenerArn><Port>80</Port><DefaultActions/>");
    expect(violations({ ...createListener, request: parameters(forward) }, answer)).toEqual([]);
  });

  test("unknown elements, values of the wrong form and lists of other elements are violations", () => {
    const answer = answered("<Colour>blue</Colour><Port>http</Port><AlpnPolicy><item>None</item></AlpnPolicy>");
    expect(violations({ ...createListener, request: parameters(forward) }, answer)).toEqual([
      "elasticloadbalancing CreateListener answer: Listeners[].Port: text instead of a whole number",
      "elasticloadbalancing CreateListener answer: Listeners[].<Colour>: not a member of Listener",
    ]);
  });

  test("an answer in another operation's envelope is a violation", () => {
    const answer = "<DescribeListenersResponse><DescribeListenersResult/></DescribeListenersResponse>";
    expect(violations({ ...createListener, request: parameters(forward) }, answer)).toEqual([
      "elasticloadbalancing CreateListener answer: cannot be read: " +
        "<DescribeListenersResponse> instead of <CreateListenerResponse> around <CreateListenerResult>",
    ]);
  });

  test("parameters that AWS does not know, and those it requires and misses, are violations", () => {
    const given = parameters({ "DefaultActions.member.1.Colour": "blue", Port: "http" });
    expect(violations({ ...createListener, request: given }, answered(""))).toEqual([
      "elasticloadbalancing CreateListener request: DefaultActions[].Type: missing in Action",
      "elasticloadbalancing CreateListener request: DefaultActions[].Colour=: not a member of Action",
      "elasticloadbalancing CreateListener request: Port: text instead of a whole number",
    ]);
  });
});

describe("EC2's query protocol", () => {
  const describeRules = { service: "ec2", action: "DescribeSecurityGroupRules", protocol: "ec2" } as const;
  const answered = (rule: string) =>
    `<DescribeSecurityGroupRulesResponse><requestId>1</requestId>
       <securityGroupRuleSet><item>${rule}</item></securityGroupRuleSet></DescribeSecurityGroupRulesResponse>`;

  test("an answer and a request that fit AWS's model pass", () => {
    const asked =
      "Action=DescribeSecurityGroupRules&SecurityGroupRuleId.1=sgr-1&Filter.1.Name=group-id&Filter.1.Value.1=sg-1";
    const answer = answered("<securityGroupRuleId>sgr-1</securityGroupRuleId><isEgress>true</isEgress><tagSet/>");
    expect(violations({ ...describeRules, request: asked }, answer)).toEqual([]);
  });

  test("unknown elements and parameters, and values of the wrong form, are violations", () => {
    const asked = "Action=DescribeSecurityGroupRules&SecurityGroupRuleIds.1=sgr-1&MaxResults=many";
    expect(
      violations({ ...describeRules, request: asked }, answered("<isEgress>1</isEgress><SecurityGroupRuleId/>")),
    ).toEqual([
      "ec2 DescribeSecurityGroupRules request: SecurityGroupRuleIds=: not a member of DescribeSecurityGroupRulesRequest",
      "ec2 DescribeSecurityGroupRules request: MaxResults: text instead of a whole number",
      "ec2 DescribeSecurityGroupRules answer: SecurityGroupRules[].IsEgress: text instead of a boolean",
      "ec2 DescribeSecurityGroupRules answer: SecurityGroupRules[].<SecurityGroupRuleId>: not a member of SecurityGroupRule",
    ]);
  });
});

describe("REST", () => {
  test("the operation is found by method, path and query, and an answer that is one text is any text", () => {
    const policy = { service: "s3", action: "GET /b", protocol: "rest-xml", method: "GET", path: "/b?policy" } as const;
    expect(violations(policy, '{"Version":"2012-10-17"}')).toEqual([]);
    expect(violations({ ...policy, method: "PATCH" }, "")).toEqual(["s3 GET /b: not an operation of AWS's model"]);
  });

  test("answers in XML are read by the names of their members", () => {
    const path = "/2013-04-01/hostedzone/Z1/rrset";
    const given = { service: "route53", action: `GET ${path}`, protocol: "rest-xml", method: "GET", path } as const;
    const record = (ttl: string) =>
      `<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type>${ttl}
       </ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListResourceRecordSetsResponse>`;
    expect(violations(given, record("<TTL>60</TTL>"))).toEqual([]);
    expect(violations(given, record("<TTL>1 m</TTL>"))).toEqual([
      "route53 ListResourceRecordSets answer: ResourceRecordSets[].TTL: text instead of a whole number",
    ]);
  });
});

describe("errors", () => {
  const invoke = {
    service: "lambda",
    action: "POST /2015-03-31/functions/hook/invocations",
    protocol: "rest-json",
    path: "/2015-03-31/functions/hook/invocations",
  } as const;

  test.each<[string, Given, AwsError, readonly string[]]>([
    ["that the operation lists pass", getApplication, new AwsError("ApplicationDoesNotExistException", ""), []],
    [
      "that it does not list are violations",
      getApplication,
      new AwsError("DeploymentDoesNotExistException", ""),
      ["codedeploy GetApplication error: DeploymentDoesNotExistException is not one of the operation's"],
    ],
    ["that every operation may answer pass", getApplication, new AwsError("ThrottlingException", ""), []],
    ["with which the local AWS says what it lacks pass", getApplication, new AwsError("NotImplemented", "", 501), []],
    [
      "go by their codes in the query protocols",
      { service: "elasticloadbalancing", action: "CreateListener", protocol: "query" },
      new AwsError("TargetGroupNotFoundException", ""),
      ["elasticloadbalancing CreateListener error: TargetGroupNotFoundException is not one of the operation's"],
    ],
    [
      "have the status that the model gives them",
      invoke,
      new AwsError("ResourceNotFoundException", ""),
      ["lambda Invoke error: ResourceNotFoundException with status 400 instead of 404"],
    ],
    [
      "of EC2, whose model lists none, come from its documentation",
      { service: "ec2", action: "DescribeNetworkAcls", protocol: "ec2" },
      new AwsError("InvalidNetworkAclID.NotFound", ""),
      [],
    ],
  ])("%s", (_what, call, error, expected) => {
    expect(violations(call, error)).toEqual(expected);
  });
});
