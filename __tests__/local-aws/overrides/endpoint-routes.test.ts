import {
  CreateRouteTableCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { must } from "../../support/must";

describe("routes to a gateway endpoint", () => {
  let local: TestGateway;
  let VpcEndpointId: string;
  let tables: readonly string[];

  /** For each route table, how many of its routes lead to the endpoint. */
  async function routes(): Promise<readonly number[]> {
    const { RouteTables = [] } = await local.aws.ec2.send(
      new DescribeRouteTablesCommand({ RouteTableIds: [...tables] }),
    );
    return tables.map((id) => {
      const table = RouteTables.find(({ RouteTableId }) => RouteTableId === id);
      return must(table?.Routes).filter(({ GatewayId }) => GatewayId === VpcEndpointId).length;
    });
  }

  beforeAll(async () => {
    local = await startTestGateway();
    const { ec2 } = local.aws;
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const VpcId = must(Vpc?.VpcId);
    const created = [1, 2].map(async () => (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable);
    tables = (await Promise.all(created)).map((table) => must(table?.RouteTableId));
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId,
        ServiceName: "com.amazonaws.ap-northeast-1.s3",
        VpcEndpointType: "Gateway",
        RouteTableIds: tables.slice(0, 1),
      }),
    );
    VpcEndpointId = must(VpcEndpoint?.VpcEndpointId);
  }, 60_000);

  afterAll(() => local.close());

  // The tests are steps.

  it("are there from its birth", async () => {
    expect(await routes()).toEqual([1, 0]);
  });

  it("come and go with the route tables that it serves", async () => {
    const { ec2 } = local.aws;
    const [first, second] = [must(tables[0]), must(tables[1])];
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, AddRouteTableIds: [second] }));
    expect(await routes()).toEqual([1, 1]);
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, RemoveRouteTableIds: [first] }));
    expect(await routes()).toEqual([0, 1]);
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, AddRouteTableIds: [first] }));
    expect(await routes()).toEqual([1, 1]);
  });

  it("go with the endpoint", async () => {
    const { ec2 } = local.aws;
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }));
    expect(await routes()).toEqual([0, 0]);
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
    expect(VpcEndpoints.filter(({ State }) => State?.toLowerCase() !== "deleted")).toEqual([]);
  });
});
