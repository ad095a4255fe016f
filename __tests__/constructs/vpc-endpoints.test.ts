import { VpcEndpoints } from "../../src/constructs/vpc-endpoints";
import { counts, jsonOf, resource } from "../support/synthesized";

const json = jsonOf(
  (stack) =>
    new VpcEndpoints(stack, "endpoints", {
      name: "Shop",
      region: "eu-central-1",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupId: "sg-1",
      routeTableId: "rtb-1",
    }),
);

describe("VpcEndpoints", () => {
  it("makes four endpoints and nothing else", () => {
    expect(counts(json)).toEqual({ aws_vpc_endpoint: 4 });
  });

  it("reaches S3 by a gateway on the private route table", () => {
    expect(resource(json, "aws_vpc_endpoint.endpoints_s3")).toEqual({
      vpc_id: "vpc-1",
      service_name: "com.amazonaws.eu-central-1.s3",
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["rtb-1"],
      tags: { Name: "Shop" },
    });
  });

  it.each([
    ["ecr_dkr", "ecr.dkr"],
    ["ecr_api", "ecr.api"],
    ["logs", "logs"],
  ])("reaches %s by an interface in every private subnet, under the service's own host name", (id, service) => {
    expect(resource(json, `aws_vpc_endpoint.endpoints_${id}`)).toEqual({
      vpc_id: "vpc-1",
      service_name: `com.amazonaws.eu-central-1.${service}`,
      vpc_endpoint_type: "Interface",
      subnet_ids: ["subnet-1", "subnet-2"],
      security_group_ids: ["sg-1"],
      private_dns_enabled: true,
      tags: { Name: "Shop" },
    });
  });
});
