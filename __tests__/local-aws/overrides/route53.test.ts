import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, type ChangeAction } from "@aws-sdk/client-route-53";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { must } from "../../support/must";

let local: TestGateway;
let HostedZoneId: string;

beforeAll(async () => {
  local = await startTestGateway();
  const zone = new CreateHostedZoneCommand({ Name: "example.com", CallerReference: "1" });
  HostedZoneId = must((await local.aws.route53.send(zone)).HostedZone?.Id);
}, 60_000);

afterAll(() => local.close());

function change(Action: ChangeAction, Name: string, Value = "203.0.113.1"): Promise<unknown> {
  const ResourceRecordSet = { Name, Type: "A" as const, TTL: 60, ResourceRecords: [{ Value }] };
  const ChangeBatch = { Changes: [{ Action, ResourceRecordSet }] };
  return local.aws.route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch }));
}

test("Route 53 takes a record back that was deleted, and refuses one that is there", async () => {
  await change("CREATE", "shop.example.com");
  await change("CREATE", "zone.example.com");
  await change("DELETE", "shop.example.com");
  await change("CREATE", "shop.example.com");
  for (const value of ["203.0.113.1", "203.0.113.2"]) {
    await expect(change("CREATE", "shop.example.com", value)).rejects.toMatchObject({
      name: "InvalidChangeBatch",
      message: "[Tried to create resource record set [name='shop.example.com.', type='A'] but it already exists]",
    });
  }
  await change("UPSERT", "shop.example.com", "203.0.113.2");
});
