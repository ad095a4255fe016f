import { S3 } from "@aws-sdk/client-s3";
import { localCredentials } from "../../src/local-aws/environment";
import { terraformRuns } from "../../src/local-aws/terraform-runs";
import { startTestGateway, type TestGateway } from "../support/gateway";

describe("runs of Terraform in the local AWS", () => {
  let local: TestGateway;
  let s3: S3;

  beforeAll(async () => {
    local = await startTestGateway();
    s3 = new S3({ region: "us-east-1", endpoint: local.gateway.url, credentials: localCredentials });
  }, 60_000);

  afterAll(async () => {
    s3.destroy();
    await local.close();
  });

  it("are none in an empty account, nor where a state is that nobody holds", async () => {
    expect(await terraformRuns(local.gateway.url)).toEqual([]);
    await s3.createBucket({ Bucket: "team-state" });
    await s3.putObject({ Bucket: "team-state", Key: "shop/terraform.tfstate", Body: "{}" });
    expect(await terraformRuns(local.gateway.url)).toEqual([]);
  });

  it("are seen by the lock beside the state", async () => {
    const lock = { ID: "1", Operation: "OperationTypeApply", Who: "me@laptop", Created: "2026-12-01T06:00:00Z" };
    await s3.putObject({ Bucket: "team-state", Key: "shop/terraform.tfstate.tflock", Body: JSON.stringify(lock) });
    expect(await terraformRuns(local.gateway.url)).toEqual([
      "terraform apply of team-state/shop/terraform.tfstate, by me@laptop since 2026-12-01T06:00:00Z",
    ]);
  });
});
