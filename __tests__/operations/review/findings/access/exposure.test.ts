import { brief, findingsIn } from "../../support";

function whatOf(address: string, actions: readonly string[], before: object, after: object): readonly string[] {
  const change = { actions, before: { ...before }, after: { ...after } };
  return findingsIn({ changes: { [address]: change } }).map(({ id, what }) => `${id}: ${what}`);
}

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: unknown, Resource: unknown = "arn:one") => ({ Effect: "Allow", Action, Resource });

describe("exposure", () => {
  it.each([
    [
      "aws_security_group_rule.web",
      { type: "ingress", cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"], protocol: "tcp", from_port: 80, to_port: 90 },
      ["open-to-the-world: Everyone (0.0.0.0/0) may connect to tcp ports 80 to 90."],
    ],
    ["aws_security_group_rule.web", { type: "egress", cidr_blocks: ["0.0.0.0/0"], protocol: "-1" }, []],
    [
      "aws_security_group.web",
      { ingress: [{ ipv6_cidr_blocks: ["::/0"], protocol: "-1", from_port: 0, to_port: 0 }] },
      ["open-to-the-world: Everyone (::/0) may connect to every port."],
    ],
    ["aws_vpc_security_group_ingress_rule.web", { cidr_ipv4: "10.0.0.0/8", ip_protocol: "tcp", from_port: 22 }, []],
    [
      "aws_ecs_service.web",
      { network_configuration: [{ assign_public_ip: true }] },
      ["public-address: What starts here gets a public IP address (network_configuration.assign_public_ip)."],
    ],
    [
      "aws_s3_bucket_acl.files",
      { acl: "public-read" },
      ["public-bucket: A bucket can become public: its ACL is public-read."],
    ],
    [
      "aws_iam_role_policy_attachment.web",
      { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      ["broad-policy: AdministratorAccess is attached."],
    ],
    [
      "aws_sqs_queue_policy.web",
      { policy: policy({ ...allow("sqs:SendMessage"), Principal: "*" }) },
      ['everyone-allowed: Everyone (principal "*") is allowed sqs:SendMessage, without a condition.'],
    ],
    [
      "aws_sqs_queue_policy.web",
      { policy: policy({ ...allow("sqs:SendMessage"), Principal: "*", Condition: { StringEquals: { a: "b" } } }) },
      [],
    ],
    [
      "aws_iam_role_policy.web",
      { policy: policy(allow(["s3:*", "sqs:SendMessage"])) },
      ["rights-wildcard: New rights with wildcards: s3:* on arn:one."],
    ],
    ["aws_iam_role_policy.web", { policy: policy({ ...allow("*"), Effect: "Deny" }) }, []],
    ["aws_iam_role_policy.web", { policy: "no JSON" }, []],
    // AWS's own default: the account's IAM decides who uses the key.
    [
      "aws_kms_key.web",
      { policy: policy({ ...allow("kms:*", "*"), Principal: { AWS: "arn:aws:iam::123456789012:root" } }) },
      [],
    ],
    [
      "aws_kms_key.web",
      { policy: policy({ ...allow("kms:*", "*"), Principal: { AWS: "arn:aws:iam::123456789012:role/one" } }) },
      ["rights-wildcard: New rights with wildcards: kms:* on *."],
    ],
    // It gives nobody a right.
    ["aws_vpc_endpoint.web", { policy: policy({ ...allow("*", "*"), Principal: "*" }) }, []],
  ])("of a new %s with %j", (address, after, expected) => {
    expect(whatOf(address, ["create"], {}, after)).toEqual(expected);
    // What was so before is not told again.
    expect(whatOf(address, ["update"], after, { ...after, description: "other" })).toEqual([]);
  });

  it("is told of rights that a policy gains, not of those that a wildcard gave before", () => {
    const address = "aws_iam_policy.web";
    const [before, wide] = [policy(allow("s3:GetObject")), policy(allow("s3:*", "*"))];
    const after = policy(allow(["s3:GetObject", "s3:PutObject"]));
    expect(whatOf(address, ["update"], { policy: before }, { policy: after })).toEqual([
      "rights-widened: New rights: s3:PutObject on arn:one.",
    ]);
    expect(whatOf(address, ["update"], { policy: wide }, { policy: after })).toEqual([]);
  });

  it.each([
    ["aws_cloudwatch_log_group.web", { kms_key_id: "arn:key" }, { kms_key_id: null }, "kms_key_id"],
    ["aws_ebs_volume.web", { encrypted: true }, { encrypted: false }, "encrypted"],
    ["aws_sns_topic.web", { kms_master_key_id: "arn:key" }, {}, "kms_master_key_id"],
  ])("is encryption that %s loses", (address, before, after, lost) => {
    expect(whatOf(address, ["update"], before, after)).toEqual([`encryption-lost: It loses encryption: ${lost}.`]);
    expect(whatOf(address, ["update"], after, before)).toEqual([]);
    expect(whatOf(address, ["delete"], before, {})).toEqual([]);
  });

  it("is a bucket's block that is opened or removed", () => {
    const address = "aws_s3_bucket_public_access_block.files";
    const closed = { block_public_acls: true, block_public_policy: true };
    expect(whatOf(address, ["update"], closed, { ...closed, block_public_acls: false })).toEqual([
      "public-bucket: A bucket can become public: block_public_acls is off.",
    ]);
    expect(whatOf(address, ["delete"], closed, {})).toEqual([
      "public-bucket: A bucket can become public: the block of public access is removed.",
    ]);
  });

  it("is a listener that gives up TLS, beside the traffic that has to follow", () => {
    const listener = { arn: "arn:listener", default_action: [] };
    const draft = {
      prior: { "aws_lb_listener.web": { ...listener, protocol: "HTTPS" } },
      changes: {
        "aws_lb_listener.web": {
          actions: ["update"],
          before: { ...listener, protocol: "HTTPS" },
          after: { ...listener, protocol: "HTTP" },
        },
      },
    };
    expect(brief(findingsIn(draft))).toEqual([
      "traffic traffic-matching-changes aws_lb_listener.web",
      "warn encryption-lost aws_lb_listener.web",
    ]);
  });
});
