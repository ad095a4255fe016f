import { terraformErrors } from "../../../src/operations/pipeline/terraform-errors";

const refused = `aws_lb.load_balancer: Creating...

Warning: Argument is deprecated

  with aws_s3_bucket.logs,
  on cdk.tf.json line 1

Error: creating ELBv2 Load Balancer (shop): operation error
Elastic Load Balancing v2: CreateLoadBalancer, AccessDenied

  with aws_lb.load_balancer,
  on cdk.tf.json line 120, in resource.aws_lb.load_balancer:
 120:       "tags": { "secret": "marker" }

marker

Error: No valid credential sources found

Please see https://developer.hashicorp.com/terraform/language/backend/s3
Error: in the middle of a sentence is one too, as it begins a line
`;

describe("errors that Terraform printed", () => {
  it("are their first paragraphs and the resources, in their order, nothing else", () => {
    expect(terraformErrors(refused)).toEqual([
      {
        summary:
          "creating ELBv2 Load Balancer (shop): operation error Elastic Load Balancing v2: CreateLoadBalancer, AccessDenied",
        address: "aws_lb.load_balancer",
      },
      { summary: "No valid credential sources found", address: undefined },
      { summary: "in the middle of a sentence is one too, as it begins a line", address: undefined },
    ]);
  });

  it("are read from the frames of a terminal", () => {
    const framed =
      "╷\r\n│ Error: one\r\n│ \r\n│   with aws_vpc.network,\r\n│ more\r\n╵\r\n╷\r\n│ Error: other\r\n╵\r\n";
    expect(terraformErrors(framed)).toEqual([
      { summary: "one", address: "aws_vpc.network" },
      { summary: "other", address: undefined },
    ]);
  });

  it("are told once, however often they were printed", () => {
    expect(terraformErrors("Error: one\n\nError: one\n\nError: one\n\n  with aws_vpc.network,\n")).toEqual([
      { summary: "one", address: undefined },
      { summary: "one", address: "aws_vpc.network" },
    ]);
  });

  it("are none where nothing failed", () => {
    expect(terraformErrors("Apply complete! Resources: 1 added. No Error: here")).toEqual([]);
  });
});
