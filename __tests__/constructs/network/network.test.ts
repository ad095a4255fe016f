import { EcsCluster } from "../../../src/aws";
import { Network, type NetworkProps } from "../../../src/constructs/network/network";
import { addresses, counts, jsonOf, ref, resource } from "../../support/synthesized";

const zones = [
  { name: "ap-northeast-1a", publicCidr: "10.0.0.0/24", privateCidr: "10.0.2.0/24" },
  { name: "ap-northeast-1c", publicCidr: "10.0.1.0/24", privateCidr: "10.0.3.0/24" },
];
const names = { project: "Shop", publicNetwork: "ShopPublic", privateNetwork: "ShopPrivate" };
const props: NetworkProps = { cidr: "10.0.0.0/16", zones, names, egress: "none" };
const jsonWith = (changes: Partial<NetworkProps>) =>
  jsonOf((stack) => new Network(stack, "network", { ...props, ...changes }));
const json = jsonWith({});

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

  it.each(["none", "single-nat", "nat-per-zone"] as const)(
    "moves nothing when a zone is added at the end (egress: %s)",
    (egress) => {
      const added = { name: "ap-northeast-1d", publicCidr: "10.0.4.0/24", privateCidr: "10.0.5.0/24" };
      const before = jsonWith({ egress });
      const after = jsonWith({ egress, zones: [...zones, added] });
      expect(addresses(after)).toHaveLength(addresses(before).length + (egress === "nat-per-zone" ? 8 : 4));
      for (const address of addresses(before)) {
        // What a gateway waits for may grow: that changes nothing of one that is there.
        expect({ ...resource(after, address), depends_on: [] }).toEqual({
          ...resource(before, address),
          depends_on: [],
        });
      }
    },
  );

  it("moves no subnet when a zone is added before the others", () => {
    const added = { name: "ap-northeast-1b", publicCidr: "10.0.4.0/24", privateCidr: "10.0.5.0/24" };
    const more = jsonWith({ zones: [added, ...zones] });
    expect(addresses(more)).toHaveLength(addresses(json).length + 4);
    for (const address of addresses(json)) {
      expect(resource(more, address)).toEqual(resource(json, address));
    }
  });
});

describe("Network with one NAT gateway", () => {
  const single = jsonWith({ egress: "single-nat" });

  it("adds the gateway, its address and a route, and changes nothing", () => {
    const added = addresses(single).filter((address) => !addresses(json).includes(address));
    expect(added).toEqual([
      "aws_eip.network_nat_1a_address",
      "aws_nat_gateway.network_nat_1a",
      "aws_route.network_private_internet",
    ]);
    for (const address of addresses(json)) {
      expect(resource(single, address)).toEqual(resource(json, address));
    }
  });

  it("puts the gateway into the first public subnet, once that reaches the internet", () => {
    expect(resource(single, "aws_eip.network_nat_1a_address")).toEqual({ domain: "vpc", tags: { Name: "Shop-1a" } });
    expect(resource(single, "aws_nat_gateway.network_nat_1a")).toEqual({
      connectivity_type: "public",
      allocation_id: ref("aws_eip.network_nat_1a_address", "id"),
      subnet_id: ref("aws_subnet.network_public_1a", "id"),
      tags: { Name: "Shop-1a" },
      depends_on: [
        "aws_route.network_public_internet",
        "aws_route_table_association.network_public_1a_routes",
        "aws_route_table_association.network_public_1c_routes",
      ],
    });
  });

  it("leads all private subnets there", () => {
    expect(resource(single, "aws_route.network_private_internet")).toEqual({
      route_table_id: ref("aws_route_table.network_private_route_table", "id"),
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: ref("aws_nat_gateway.network_nat_1a", "id"),
    });
  });
});

describe("Network with a NAT gateway in each zone", () => {
  const single = jsonWith({ egress: "single-nat" });
  const perZone = jsonWith({ egress: "nat-per-zone" });

  it("adds to a single one a gateway and a way there for each further zone", () => {
    const added = addresses(perZone).filter((address) => !addresses(single).includes(address));
    expect(added).toEqual([
      "aws_eip.network_nat_1c_address",
      "aws_nat_gateway.network_nat_1c",
      "aws_route.network_private_1c_internet",
      "aws_route_table.network_private_1c_route_table",
    ]);
    expect(resource(perZone, "aws_nat_gateway.network_nat_1c")).toMatchObject({
      allocation_id: ref("aws_eip.network_nat_1c_address", "id"),
      subnet_id: ref("aws_subnet.network_public_1c", "id"),
    });
    expect(resource(perZone, "aws_route_table.network_private_1c_route_table")).toEqual({
      vpc_id: ref("aws_vpc.network", "id"),
      tags: { Name: "ShopPrivate-1c" },
      lifecycle: { create_before_destroy: true },
    });
    expect(resource(perZone, "aws_route.network_private_1c_internet")).toEqual({
      route_table_id: ref("aws_route_table.network_private_1c_route_table", "id"),
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: ref("aws_nat_gateway.network_nat_1c", "id"),
      lifecycle: { create_before_destroy: true },
    });
  });

  it("changes nothing of a single one but the further zones' associations, and these once the new table leads somewhere", () => {
    const changed = addresses(single).filter(
      (address) => JSON.stringify(resource(perZone, address)) !== JSON.stringify(resource(single, address)),
    );
    expect(changed).toEqual(["aws_route_table_association.network_private_1c_routes"]);
    expect(resource(perZone, "aws_route_table_association.network_private_1c_routes")).toEqual({
      subnet_id: ref("aws_subnet.network_private_1c", "id"),
      route_table_id: ref("aws_route_table.network_private_1c_route_table", "id"),
      depends_on: ["aws_route.network_private_1c_internet"],
    });
  });

  it("hands out all private tables, the shared one first, and every route to wait for", () => {
    const outputs = jsonOf((stack) => {
      const { routeTableIds, ready } = new Network(stack, "network", { ...props, egress: "nat-per-zone" }).private;
      new EcsCluster(stack, "waits", { name: routeTableIds.join(), dependsOn: [...ready] });
    });
    expect(resource(outputs, "aws_ecs_cluster.waits")).toEqual({
      name: [
        ref("aws_route_table.network_private_route_table", "id"),
        ref("aws_route_table.network_private_1c_route_table", "id"),
      ].join(),
      depends_on: [
        "aws_route.network_private_internet",
        "aws_route.network_private_1c_internet",
        "aws_route_table_association.network_private_1a_routes",
        "aws_route_table_association.network_private_1c_routes",
      ],
    });
  });
});
