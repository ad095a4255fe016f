import { awsClients } from "../../../src/operations/adopt/clients";
import { finder, type Match } from "../../../src/operations/adopt/finder";
import { Search } from "../../../src/operations/adopt/search";

const aws = awsClients("ap-northeast-1");

/** An account in which things are found by the text of all that makes them unique. */
function searchIn(
  account: Readonly<Record<string, readonly Match[]>>,
  state: Record<string, Record<string, unknown>> = {},
) {
  const asked: string[] = [];
  const answer = (identity: object) => {
    const key = Object.values(identity).join(" ");
    asked.push(key);
    return Promise.resolve(account[key] ?? []);
  };
  const finders = {
    aws_vpc: finder(["cidr"], answer),
    aws_subnet: finder(["vpc", "cidr"], answer),
    aws_rule: finder(["group"], ["port"], answer),
  };
  return { search: new Search(finders, aws, new Map(Object.entries(state))), asked };
}

const vpc = { address: "aws_vpc.a", type: "aws_vpc", config: { cidr: "10/16", name: "main" } };
const subnet = (of: string) => ({
  address: "aws_subnet.s",
  type: "aws_subnet",
  config: { vpc: `\${aws_vpc.a.${of}}`, cidr: "10.1/24" },
});

describe("Search", () => {
  it("finds a thing by references to one that was found before", async () => {
    const { search } = searchIn({ "10/16": [{ importId: "vpc-1" }], "vpc-1 10.1/24": [{ importId: "subnet-1" }] });
    expect(await search.run([subnet("id"), vpc])).toEqual([
      { address: "aws_vpc.a", outcome: "found", importId: "vpc-1" },
      { address: "aws_subnet.s", outcome: "found", importId: "subnet-1" },
    ]);
  });

  it("finds a thing by references to one that the state knows, and does not look for that one", async () => {
    const { search, asked } = searchIn(
      { "vpc-9 10.1/24": [{ importId: "subnet-1" }] },
      { "aws_vpc.a": { id: "vpc-9" } },
    );
    expect(await search.run([vpc, subnet("id")])).toEqual([
      { address: "aws_vpc.a", outcome: "managed" },
      { address: "aws_subnet.s", outcome: "found", importId: "subnet-1" },
    ]);
    expect(asked).toEqual(["vpc-9 10.1/24"]);
  });

  it("reads an argument of a thing found where AWS made up no such attribute", async () => {
    const { search, asked } = searchIn({ "10/16": [{ importId: "vpc-1", attributes: { arn: "arn:vpc" } }] });
    await search.run([vpc, subnet("name")]);
    expect(asked).toEqual(["10/16", "main 10.1/24"]);
  });

  it("does not look for what refers to something that does not exist", async () => {
    const { search, asked } = searchIn({});
    expect(await search.run([vpc, subnet("id")])).toEqual([
      { address: "aws_vpc.a", outcome: "absent" },
      { address: "aws_subnet.s", outcome: "absent" },
    ]);
    expect(asked).toEqual(["10/16"]);
  });

  it("reports several matches, and looks for nothing that depends on which is meant", async () => {
    const { search } = searchIn({ "10/16": [{ importId: "vpc-1" }, { importId: "vpc-2" }] });
    expect(await search.run([vpc, subnet("id")])).toEqual([
      { address: "aws_vpc.a", outcome: "ambiguous", importIds: ["vpc-1", "vpc-2"] },
      {
        address: "aws_subnet.s",
        outcome: "unsearchable",
        reason: "its vpc is ${aws_vpc.a.id}, which is known to Terraform alone",
      },
    ]);
  });

  it("says what it cannot look for", async () => {
    const { search } = searchIn({ "10/16": [{ importId: "vpc-1" }] });
    expect(await search.run([{ address: "aws_y.z", type: "aws_y", config: {} }, vpc, subnet("dns_name")])).toEqual([
      {
        address: "aws_y.z",
        outcome: "unsearchable",
        reason: "src/operations/adopt/finders has nothing that finds aws_y",
      },
      { address: "aws_vpc.a", outcome: "found", importId: "vpc-1" },
      {
        address: "aws_subnet.s",
        outcome: "unsearchable",
        reason: "its vpc is ${aws_vpc.a.dns_name}, which is known to Terraform alone",
      },
    ]);
  });

  it("passes optional arguments on where they are given", async () => {
    const { search, asked } = searchIn({});
    await search.run([
      { address: "aws_rule.a", type: "aws_rule", config: { group: "sg-1", port: 80 } },
      { address: "aws_rule.b", type: "aws_rule", config: { group: "sg-1" } },
    ]);
    expect(asked).toEqual(["sg-1 80", "sg-1"]);
  });
});
