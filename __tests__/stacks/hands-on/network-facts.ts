import { ref } from "../../support/synthesized";
import { count, type Fact, name, of, one, privateGroup, privateSubnets, vpc } from "./fact";

function subnet(id: string, cidr: string, tag: string): Fact {
  const zone = `ap-northeast-1${id.slice(-1)}`;
  return {
    about: "network",
    fact: `subnet ${id}: ${cidr} in ${zone}, no public addresses, ${tag}`,
    read: of(
      `aws_subnet.network_${id}`,
      "vpc_id",
      "availability_zone",
      "cidr_block",
      "map_public_ip_on_launch",
      "tags",
    ),
    expected: {
      vpc_id: vpc,
      availability_zone: zone,
      cidr_block: cidr,
      map_public_ip_on_launch: false,
      tags: { Name: tag },
    },
  };
}

function interfaceEndpoint(id: string, service: string): Fact {
  const attributes = {
    vpc_id: vpc,
    service_name: `com.amazonaws.ap-northeast-1.${service}`,
    vpc_endpoint_type: "Interface",
    subnet_ids: privateSubnets,
    security_group_ids: [privateGroup],
    private_dns_enabled: true,
    tags: name,
  };
  return {
    about: "endpoints",
    fact: `${service}: interface in both private subnets, private group, private DNS`,
    read: of(`aws_vpc_endpoint.endpoints_${id}`, ...Object.keys(attributes)),
    expected: attributes,
  };
}

export const networkFacts: readonly Fact[] = [
  {
    about: "everywhere",
    fact: "region ap-northeast-1",
    read: (json) => json.provider["aws"]?.map(({ region }) => region),
    expected: ["ap-northeast-1"],
  },

  one("network", "aws_vpc.network", "VPC 10.0.0.0/16 with DNS support and DNS host names", {
    cidr_block: "10.0.0.0/16",
    enable_dns_support: true,
    enable_dns_hostnames: true,
    tags: name,
  }),
  { about: "network", fact: "one VPC, four subnets", read: count("aws_vpc", "aws_subnet"), expected: [1, 4] },
  subnet("public_1a", "10.0.0.0/24", "ContainerHandsOnPublic"),
  subnet("public_1c", "10.0.1.0/24", "ContainerHandsOnPublic"),
  subnet("private_1a", "10.0.2.0/24", "ContainerHandsOnPrivate"),
  subnet("private_1c", "10.0.3.0/24", "ContainerHandsOnPrivate"),
  one("network", "aws_internet_gateway.network_internet_gateway", "internet gateway, attached", {
    vpc_id: vpc,
    tags: name,
  }),
  one("network", "aws_route_table.network_public_route_table", "public route table", {
    vpc_id: vpc,
    tags: { Name: "ContainerHandsOnPublic" },
  }),
  one("network", "aws_route.network_public_internet", "public route table: 0.0.0.0/0 to the internet gateway", {
    route_table_id: ref("aws_route_table.network_public_route_table", "id"),
    destination_cidr_block: "0.0.0.0/0",
    gateway_id: ref("aws_internet_gateway.network_internet_gateway", "id"),
  }),
  one("network", "aws_route_table.network_private_route_table", "private route table: no route of its own", {
    vpc_id: vpc,
    route: undefined,
    tags: { Name: "ContainerHandsOnPrivate" },
  }),
  { about: "network", fact: "one route, the public one", read: count("aws_route"), expected: [1] },
  ...["public_1a", "public_1c", "private_1a", "private_1c"].map((id) =>
    one("network", `aws_route_table_association.network_${id}_routes`, `subnet ${id} on its tier's route table`, {
      subnet_id: ref(`aws_subnet.network_${id}`, "id"),
      route_table_id: ref(`aws_route_table.network_${id.slice(0, -3)}_route_table`, "id"),
    }),
  ),
  { about: "network", fact: "no NAT", read: count("aws_nat_gateway", "aws_eip"), expected: [0, 0] },

  { about: "endpoints", fact: "four", read: count("aws_vpc_endpoint"), expected: [4] },
  one("endpoints", "aws_vpc_endpoint.endpoints_s3", "s3: gateway on the private route table", {
    vpc_id: vpc,
    service_name: "com.amazonaws.ap-northeast-1.s3",
    vpc_endpoint_type: "Gateway",
    route_table_ids: [ref("aws_route_table.network_private_route_table", "id")],
    tags: name,
  }),
  interfaceEndpoint("ecr_dkr", "ecr.dkr"),
  interfaceEndpoint("ecr_api", "ecr.api"),
  interfaceEndpoint("logs", "logs"),
];
