import { EcsCluster } from "../../../src/aws";
import { VpcEndpoints, type VpcEndpointsProps } from "../../../src/constructs/network/vpc-endpoints";
import { interfaceEndpointPolicy, s3EndpointPolicy } from "../../../src/constructs/network/endpoint-policies";
import { addresses, counts, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

const interfaces = {
  services: ["ecr.dkr", "ecr.api", "logs", "ecs-agent"],
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupIds: ["sg-1"],
} as const;
const props: VpcEndpointsProps = {
  name: "Shop",
  region: "eu-central-1",
  vpcId: "vpc-1",
  routeTableIds: ["rtb-1", "rtb-2"],
  interfaces,
};
const jsonWith = (changes: Partial<VpcEndpointsProps>) =>
  jsonOf((stack) => new VpcEndpoints(stack, "endpoints", { ...props, ...changes }));
const json = jsonWith({});

describe("VpcEndpoints", () => {
  it("makes one endpoint for each service, one for S3 and nothing else", () => {
    expect(counts(json)).toEqual({ aws_vpc_endpoint: 5 });
  });

  it("reaches S3 by a gateway on all the route tables", () => {
    expect(resource(json, "aws_vpc_endpoint.endpoints_s3")).toEqual({
      vpc_id: "vpc-1",
      service_name: "com.amazonaws.eu-central-1.s3",
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["rtb-1", "rtb-2"],
      tags: { Name: "Shop" },
    });
  });

  it.each([
    ["ecr_dkr", "ecr.dkr"],
    ["ecr_api", "ecr.api"],
    ["logs", "logs"],
    ["ecs_agent", "ecs-agent"],
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

  it("keeps the gateway of S3, which is free, where there are no interfaces", () => {
    expect(addresses(jsonWith({ interfaces: undefined }))).toEqual(["aws_vpc_endpoint.endpoints_s3"]);
  });

  it("hands out every endpoint to wait for, and the addresses of S3", () => {
    const waiting = jsonOf((stack) => {
      const { ready, s3PrefixListId } = new VpcEndpoints(stack, "endpoints", props);
      new EcsCluster(stack, "waits", { name: s3PrefixListId, dependsOn: [...ready] });
    });
    const waits = resource(waiting, "aws_ecs_cluster.waits");
    expect(waits["name"]).toBe(ref("aws_vpc_endpoint.endpoints_s3", "prefix_list_id"));
    expect(waits["depends_on"]).toHaveLength(5);
    expect(waits["depends_on"]).toEqual(expect.arrayContaining(addresses(json)));
  });
});

describe("VpcEndpoints with policies", () => {
  const policies = { account: "123456789012", containerInstances: true };
  const restricted = jsonWith({ policies });
  const policyOf = (of: TerraformJson, id: string): unknown =>
    JSON.parse(String(resource(of, `aws_vpc_endpoint.endpoints_${id}`)["policy"]));

  it.each([
    ["ecr_dkr", interfaceEndpointPolicy("ecr.dkr", { ...policies, region: "eu-central-1" })],
    ["ecr_api", interfaceEndpointPolicy("ecr.api", { ...policies, region: "eu-central-1" })],
    ["logs", interfaceEndpointPolicy("logs", { ...policies, region: "eu-central-1" })],
    ["s3", s3EndpointPolicy({ ...policies, region: "eu-central-1" })],
  ])("give %s its own", (id, policy) => {
    expect(policy).toBeDefined();
    expect(policyOf(restricted, id)).toEqual(policy);
  });

  it("give none to a service that takes none, and change nothing else", () => {
    expect(addresses(restricted)).toEqual(addresses(json));
    for (const address of addresses(json)) {
      expect({ ...resource(restricted, address), policy: undefined }).toEqual(resource(json, address));
    }
    expect(resource(restricted, "aws_vpc_endpoint.endpoints_ecs_agent")).not.toHaveProperty("policy");
  });
});
