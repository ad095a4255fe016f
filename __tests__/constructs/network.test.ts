import { Network } from "../../src/constructs/network";
import { addresses, counts, jsonOf, ref, resource } from "../support/synthesized";

const zones = [
  { name: "ap-northeast-1a", publicCidr: "10.0.0.0/24", privateCidr: "10.0.2.0/24" },
  { name: "ap-northeast-1c", publicCidr: "10.0.1.0/24", privateCidr: "10.0.3.0/24" },
];
const names = { project: "Shop", publicNetwork: "ShopPublic", privateNetwork: "ShopPrivate" };
const json = jsonOf((stack) => new Network(stack, "network", { cidr: "10.0.0.0/16", zones, names }));

describe("Network", () => {
  it("makes a VPC, a gateway and two tiers of one subnet per zone, and nothing else", () => {
    expect(counts(json)).toEqual({
      aws_vpc: 1,
      aws_internet_gateway: 1,
      aws_subnet: 4,
      aws_route_table: 2,
      aws_route_table_association: 4,
      aws_route: 1,
    });
  });

  it("turns on what private DNS names of endpoints need", () => {
    expect(resource(json, "aws_vpc.network")).toEqual({
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
      tags: { Name: "Shop" },
    });
  });

  it.each([
    ["public_1a", "ap-northeast-1a", "10.0.0.0/24", "ShopPublic"],
    ["public_1c", "ap-northeast-1c", "10.0.1.0/24", "ShopPublic"],
    ["private_1a", "ap-northeast-1a", "10.0.2.0/24", "ShopPrivate"],
    ["private_1c", "ap-northeast-1c", "10.0.3.0/24", "ShopPrivate"],
  ])("gives subnet %s its zone, its range and no public addresses", (id, zone, cidr, name) => {
    expect(resource(json, `aws_subnet.network_${id}`)).toEqual({
      vpc_id: ref("aws_vpc.network", "id"),
      availability_zone: zone,
      cidr_block: cidr,
      map_public_ip_on_launch: false,
      tags: { Name: name },
    });
  });

  it.each(["public_1a", "public_1c", "private_1a", "private_1c"])("puts subnet %s on its tier's route table", (id) => {
    const [tier = ""] = id.split("_");
    expect(resource(json, `aws_route_table_association.network_${id}_routes`)).toEqual({
      subnet_id: ref(`aws_subnet.network_${id}`, "id"),
      route_table_id: ref(`aws_route_table.network_${tier}_route_table`, "id"),
    });
  });

  it("leads the public tier, and only it, to the internet", () => {
    expect(addresses(json, "aws_route")).toEqual(["aws_route.network_public_internet"]);
    expect(resource(json, "aws_route.network_public_internet")).toEqual({
      route_table_id: ref("aws_route_table.network_public_route_table", "id"),
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: ref("aws_internet_gateway.network_internet_gateway", "id"),
    });
  });

  it("moves no subnet when a zone is added before the others", () => {
    const added = { name: "ap-northeast-1b", publicCidr: "10.0.4.0/24", privateCidr: "10.0.5.0/24" };
    const more = jsonOf(
      (stack) => new Network(stack, "network", { cidr: "10.0.0.0/16", zones: [added, ...zones], names }),
    );
    expect(addresses(more)).toHaveLength(addresses(json).length + 4);
    for (const address of addresses(json)) {
      expect(resource(more, address)).toEqual(resource(json, address));
    }
  });
});
