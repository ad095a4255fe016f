import { adviceBeforeDeploy, ambiguity, describeFindings, describeImports } from "../../../src/operations/adopt/report";

describe("describeFindings", () => {
  it("counts, and lists what exists with its id", () => {
    expect(
      describeFindings("hands-on", [
        { address: "aws_vpc.network", outcome: "found", importId: "vpc-1" },
        { address: "aws_lb.a", outcome: "found", importId: "arn:lb" },
        { address: "aws_ecs_cluster.cluster", outcome: "managed" },
        { address: "aws_ssm_parameter.contract", outcome: "absent" },
      ]),
    ).toBe(
      [
        "hands-on: 4 resources are declared. 1 are in the state, 2 exist without being in it, 1 do not exist yet.",
        "  aws_vpc.network  vpc-1",
        "  aws_lb.a         arn:lb",
      ].join("\n"),
    );
  });

  it("says of what could not be looked for why, and what to do", () => {
    expect(describeFindings("hands-on", [{ address: "aws_x.y", outcome: "unsearchable", reason: "no finder" }])).toBe(
      [
        "hands-on: 1 resources are declared. 0 are in the state, 0 exist without being in it, 0 do not exist yet, " +
          "1 could not be looked for.",
        "  aws_x.y: not looked for (no finder). If it exists, import it yourself: " +
          "terraform -chdir=cdktf.out/stacks/hands-on import aws_x.y <id>",
      ].join("\n"),
    );
  });
});

test("adviceBeforeDeploy names both ways around what exists, and what an import means", () => {
  expect(adviceBeforeDeploy("hands-on")).toBe(
    "A deploy stops where one of these has the same name. Choose another name in the environment's file (`names`), or " +
      "import it: npm run adopt -- hands-on. What is imported is changed by a deploy and deleted by a destroy: " +
      "import nothing that others use.",
  );
});

describe("describeImports", () => {
  it("says what to run next", () => {
    expect(describeImports("hands-on", { imports: [{ address: "aws_vpc.a", importId: "vpc-1" }], left: [] })).toBe(
      "Imported 1. See what Terraform would still do: npx cdktf diff hands-on",
    );
  });

  it("names what could not be imported yet, and when it can", () => {
    expect(describeImports("hands-on", { imports: [], left: [{ address: "aws_lb.a", importId: "arn:lb" }] })).toBe(
      "aws_lb.a (arn:lb): not imported, since its configuration refers to something that does not exist. " +
        "Once an apply has made that, run the same command again.\n" +
        "Imported 0. See what Terraform would still do: npx cdktf diff hands-on",
    );
  });
});

describe("ambiguity", () => {
  it("names all that match and leaves the choice to a person", () => {
    expect(
      ambiguity([{ address: "aws_vpc.network", outcome: "ambiguous", importIds: ["vpc-1", "vpc-2"] }]).message,
    ).toBe(
      "aws_vpc.network: 2 in the account match: vpc-1, vpc-2.\n" +
        "Nothing was imported. Remove or rename those that are not meant, or import the right one yourself with " +
        "`terraform import`, then run the same command again.",
    );
  });
});
