import { readProviderSchema } from "../../../src/operations/eject/provider-schema";
import { writeStack } from "../../../src/operations/eject/write-stack";

const block = (attributes: readonly string[], blocks: Record<string, object> = {}) => ({
  attributes: Object.fromEntries(attributes.map((name) => [name, { type: "string" }])),
  block_types: Object.fromEntries(Object.entries(blocks).map(([name, inner]) => [name, { block: inner }])),
});

const schemaText = JSON.stringify({
  provider_schemas: {
    "registry.terraform.io/hashicorp/aws": {
      provider: { block: block(["region"], { default_tags: block(["tags"]) }) },
      resource_schemas: {
        aws_lb: { block: block(["name", "tags", "subnets", "ingress"], { access_logs: block(["bucket"]) }) },
        aws_vpc: { block: block(["cidr_block"]) },
      },
      data_source_schemas: { aws_caller_identity: { block: block([]) } },
    },
  },
});
const schema = readProviderSchema(schemaText, (type) => type !== "aws_vpc");

const at = (path: string) => ({ metadata: { path, uniqueId: "x" } });
const stack = {
  "//": { metadata: {} },
  terraform: {
    required_version: ">= 1.10",
    required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } },
    backend: { s3: { bucket: "state", use_lockfile: true } },
  },
  provider: { aws: [{ region: "eu-west-1", default_tags: [{ tags: { Owner: "team" } }] }] },
  data: { aws_caller_identity: { current: { "//": at("demo/current") } } },
  locals: { id: "${aws_lb.main.id}" },
  resource: {
    aws_lb: {
      main: {
        "//": { ...at("demo/load_balancer/Resource"), checkov: { skip: [{ id: "CKV_1", comment: "a reason" }] } },
        name: "demo",
        ingress: [],
        subnets: ["${aws_subnet.a.id}"],
        tags: { Name: "demo", "a:b": "c" },
        access_logs: { bucket: "logs" },
        depends_on: ["aws_vpc.network"],
        lifecycle: {
          ignore_changes: ["name"],
          precondition: [{ condition: "${1 == 1}", error_message: "Never." }],
        },
      },
    },
  },
  output: { Id: { value: "${aws_lb.main.id}", sensitive: true } },
};

describe("a stack as HCL", () => {
  const files = writeStack(stack, schema);

  it("is in one file for each construct, beside terraform.tf, main.tf and outputs.tf", () => {
    expect([...files.keys()].sort()).toEqual([
      "current.tf",
      "load_balancer.tf",
      "main.tf",
      "outputs.tf",
      "terraform.tf",
    ]);
  });

  it("has required_version, provider and backend in terraform.tf", () => {
    const text = files.get("terraform.tf");
    expect(text).toContain('required_version = ">= 1.10"');
    expect(text).toContain('aws = {\nsource = "hashicorp/aws"\nversion = "5.100.0"\n}');
    expect(text).toContain('backend "s3" {\nbucket = "state"\nuse_lockfile = true\n}');
    expect(text).toContain('provider "aws" {\nregion = "eu-west-1"\ndefault_tags {\ntags = {\nOwner = "team"\n}\n}\n}');
  });

  it("tells attributes from blocks, addresses from texts, and keeps empty lists and waivers", () => {
    expect(files.get("load_balancer.tf")).toBe(
      [
        'resource "aws_lb" "main" {',
        "# checkov:skip=CKV_1: a reason",
        'name = "demo"',
        "ingress = []",
        "subnets = [\naws_subnet.a.id,\n]",
        'tags = {\nName = "demo"\n"a:b" = "c"\n}',
        'access_logs {\nbucket = "logs"\n}',
        "depends_on = [\naws_vpc.network,\n]",
        'lifecycle {\nignore_changes = [\nname,\n]\nprecondition {\ncondition = 1 == 1\nerror_message = "Never."\n}\n}',
        "}\n",
      ].join("\n"),
    );
  });

  it("has locals and outputs", () => {
    expect(files.get("main.tf")).toBe("locals {\nid = aws_lb.main.id\n}\n");
    expect(files.get("outputs.tf")).toBe('output "Id" {\nvalue = aws_lb.main.id\nsensitive = true\n}\n');
  });

  it.each([
    ["a part that it does not know", { ...stack, moved: [] }, "The stack has moved, which eject does not write."],
    [
      "an argument that the provider does not know",
      { ...stack, resource: { aws_lb: { main: { ...stack.resource.aws_lb.main, port: 1 } } } },
      'resource "aws_lb" "main": "port" is neither an argument nor a block of the provider\'s schema.',
    ],
    [
      "a block that is no object",
      { ...stack, resource: { aws_lb: { main: { access_logs: "on" } } } },
      'resource "aws_lb" "main": "access_logs" is a block in the provider\'s schema, and is no object here.',
    ],
    [
      "a type that the provider does not have",
      { ...stack, resource: { aws_vpc: { network: {} } } },
      "The provider has no resource aws_vpc.",
    ],
  ])("is refused with %s: nothing is left out silently", (_, given, message) => {
    expect(() => writeStack(given, schema)).toThrow(new Error(message));
  });

  it("is refused where there is more than one provider", () => {
    const two = JSON.stringify({
      provider_schemas: { a: { provider: { block: {} } }, b: { provider: { block: {} } } },
    });
    expect(() => readProviderSchema(two, () => true)).toThrow(new Error("The stack has to have exactly one provider."));
  });
});
