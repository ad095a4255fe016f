import { createHash } from "node:crypto";
import { CreateRepositoryCommand, PutImageCommand } from "@aws-sdk/client-ecr";
import { environment } from "../../../src/environments";
import { localCredentials } from "../../../src/local-aws/environment";
import { emptyRepositories, fullRepositories } from "../../../src/operations/terraform/repository-images";
import { startTestGateway, type TestGateway } from "../../support/gateway";

const repositoryName = "jaws-days-2022/container-hands-on";
const handsOn = environment("hands-on");

describe("the repositories of an environment", () => {
  let local: TestGateway;
  const before = { ...process.env };

  beforeAll(async () => {
    local = await startTestGateway();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: local.gateway.url,
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    });
  }, 60_000);

  afterAll(async () => {
    process.env = before;
    await local.close();
  });

  function push(content: string, imageTag: string) {
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: { mediaType: "application/vnd.oci.image.config.v1+json", size: 2, digest: digestOf(content) },
      layers: [],
    });
    return local.aws.ecr.send(
      new PutImageCommand({ repositoryName, imageTag, imageManifest, imageDigest: digestOf(imageManifest) }),
    );
  }

  it("hold nothing where they do not exist, or are empty", async () => {
    expect(await fullRepositories(handsOn)).toEqual([]);
    await local.aws.ecr.send(new CreateRepositoryCommand({ repositoryName }));
    expect(await fullRepositories(handsOn)).toEqual([]);
  });

  it("are listed with their images, and hold none once they are emptied", async () => {
    await push("one", "1");
    await push("two", "2");
    await push("two", "release-7");
    const full = await fullRepositories(handsOn);
    expect(full).toHaveLength(1);
    expect(full[0]).toMatchObject({ name: repositoryName, tags: ["1", "2", "release-7"] });
    expect(full[0]?.digests).toHaveLength(2);
    await emptyRepositories(handsOn, full);
    expect(await fullRepositories(handsOn)).toEqual([]);
  });
});

function digestOf(content: string): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
