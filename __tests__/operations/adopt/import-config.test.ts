import { importConfig } from "../../../src/operations/adopt/import-config";
import { refuseChanges } from "../../../src/operations/adopt/import";
import type { SearchResult } from "../../../src/operations/adopt/search";

const stack = JSON.stringify({
  "//": { metadata: {} },
  terraform: { backend: { s3: { bucket: "states" } } },
  provider: { aws: [{ region: "ap-northeast-1" }] },
  locals: { vpc_id: "${aws_vpc.a.id}" },
  data: { aws_caller_identity: { current: {} }, aws_subnets: { guard: { vpc_id: "${local.vpc_id}" } } },
  output: { VpcId: { value: "${aws_vpc.a.id}" } },
  resource: {
    aws_vpc: {
      a: {
        cidr_block: "10.0.0.0/16",
        tags: { Account: "${data.aws_caller_identity.current.account_id}" },
        lifecycle: { precondition: [{ condition: "${length(data.aws_subnets.guard.ids) < 1}" }] },
      },
    },
    aws_subnet: { s: { vpc_id: "${aws_vpc.a.id}", depends_on: ["aws_lb.l"] } },
    aws_lb: { l: { subnets: ["${aws_subnet.s.id}"] } },
    aws_listener: { x: { of: "${aws_lb.l.arn}" } },
  },
});

const found = (address: string): SearchResult => ({ address, outcome: "found", importId: `id of ${address}` });
const managed = (address: string): SearchResult => ({ address, outcome: "managed" });
const absent = (address: string): SearchResult => ({ address, outcome: "absent" });
const everythingIgnored = { lifecycle: { ignore_changes: "all" } };

describe("importConfig", () => {
  it("declares what exists, imports what the state lacks, ignores every difference and publishes nothing", () => {
    const config = importConfig(stack, [
      managed("aws_vpc.a"),
      found("aws_subnet.s"),
      absent("aws_lb.l"),
      absent("aws_listener.x"),
    ]);
    expect(JSON.parse(config.json)).toEqual({
      terraform: { backend: { s3: { bucket: "states" } } },
      provider: { aws: [{ region: "ap-northeast-1" }] },
      data: { aws_caller_identity: { current: {} } },
      resource: {
        aws_vpc: {
          a: {
            cidr_block: "10.0.0.0/16",
            tags: { Account: "${data.aws_caller_identity.current.account_id}" },
            ...everythingIgnored,
          },
        },
        aws_subnet: { s: { vpc_id: "${aws_vpc.a.id}", ...everythingIgnored } },
      },
      import: [{ to: "aws_subnet.s", id: "id of aws_subnet.s" }],
    });
    expect(config.imports).toEqual([{ address: "aws_subnet.s", importId: "id of aws_subnet.s" }]);
    expect(config.left).toEqual([]);
  });

  it("leaves out what refers to something that does not exist, and what refers to that in turn", () => {
    const config = importConfig(stack, [
      managed("aws_vpc.a"),
      absent("aws_subnet.s"),
      found("aws_lb.l"),
      found("aws_listener.x"),
    ]);
    expect(config.imports).toEqual([]);
    expect(config.left.map(({ address }) => address)).toEqual(["aws_lb.l", "aws_listener.x"]);
    expect(JSON.parse(config.json)).toMatchObject({ resource: { aws_vpc: {} }, import: [] });
    expect(config.json).not.toContain("aws_lb");
  });
});

describe("importConfig without data sources to read", () => {
  it("has no data block, which Terraform refuses when it is empty", () => {
    const one = { terraform: {}, provider: {}, resource: { aws_vpc: { a: {} } } };
    const guarded = { ...one, data: { aws_subnets: { guard: { vpc_id: "${local.vpc_id}" } } } };
    const { json } = importConfig(JSON.stringify(guarded), [found("aws_vpc.a")]);
    expect(JSON.parse(json)).toEqual({
      ...one,
      resource: { aws_vpc: { a: everythingIgnored } },
      import: [{ to: "aws_vpc.a", id: "id of aws_vpc.a" }],
    });
  });
});

describe("refuseChanges", () => {
  const plan = (...actions: readonly (readonly string[])[]) =>
    JSON.stringify({
      resource_changes: actions.map((each, index) => ({ address: `aws_x.n${index}`, change: { actions: each } })),
    });

  it.each<[what: string, shown: string]>([
    ["imports and nothing else", plan(["no-op"], ["no-op"])],
    ["reading a data source", plan(["read"])],
    ["no change at all", "{}"],
  ])("accepts a plan of %s", (_, shown) => {
    expect(() => {
      refuseChanges(shown);
    }).not.toThrow();
  });

  it("refuses a plan that would change AWS, naming what it would do", () => {
    expect(() => {
      refuseChanges(plan(["no-op"], ["create"], ["delete", "create"]));
    }).toThrow(
      "Nothing was imported: Terraform would not only import but also change these.\n" +
        "  aws_x.n1: create\n" +
        "  aws_x.n2: delete, then create\n" +
        "Import the others one by one with `terraform import`, and report this as a mistake in src/operations/adopt.",
    );
  });
});
