import {
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import { CreateClusterCommand, CreateServiceCommand, DescribeServicesCommand } from "@aws-sdk/client-ecs";
import type { AwsClients } from "../../support/aws-clients";
import { startTestGateway } from "../../support/gateway";
import { knownViolations } from "../../support/known-violations";
import { expectNoViolations, readViolations } from "../../support/model-violations";

/** By violation: calls in which it occurs. */
const occurrences: Readonly<Record<string, (aws: AwsClients) => Promise<void>>> = {
  'ec2 DescribeVpcEndpoints answer: VpcEndpoints[].State: "available" instead of a value of State': async ({ ec2 }) => {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.7.0.0/16" }));
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: "10.7.0.0/24" }));
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: Vpc?.VpcId,
        ServiceName: "com.amazonaws.ap-northeast-1.logs",
        VpcEndpointType: "Interface",
      }),
    );
    const endpoint = { VpcEndpointId: VpcEndpoint?.VpcEndpointId };
    await ec2.send(new ModifyVpcEndpointCommand({ ...endpoint, AddSubnetIds: [Subnet?.SubnetId ?? ""] }));
    await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpoint?.VpcEndpointId ?? ""] }));
  },
};

test("every known violation of AWS's API models still occurs, and no other of the same calls", async () => {
  const local = await startTestGateway();
  for (const make of Object.values(occurrences)) await make(local.aws);
  // Calls of which none is known.
  await local.aws.ecs.send(new CreateClusterCommand({ clusterName: "shop" }));
  const describe = new DescribeServicesCommand({ cluster: "shop", services: ["none"] });
  expect((await local.aws.ecs.send(describe)).failures).toHaveLength(1);
  await expect(local.aws.ecs.send(new CreateServiceCommand({ serviceName: "web" }))).rejects.toThrow(Error);
  const found = readViolations(local.folder);
  await local.close();
  const known = knownViolations.map(({ violation }) => violation);
  expect(Object.keys(occurrences)).toEqual(known);
  expect(found).toEqual(known);
}, 120_000);

test("any other violation fails the suite, with operation and member in the error", () => {
  const violation = "ecs DescribeServices answer: services[].colour: not a member of Service";
  expect(() => {
    expectNoViolations([...knownViolations.map((known) => known.violation), violation]);
  }).toThrow(new Error(`The local AWS breaks AWS's API models:\n${violation}`));
});
