import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  PutImageCommand,
  PutImageScanningConfigurationCommand,
} from "@aws-sdk/client-ecr";
import { createHash } from "node:crypto";
import { startTestGateway, type TestGateway } from "../../support/gateway";

const repositoryName = "shop/web";

describe("a repository in the local AWS", () => {
  let local: TestGateway;

  beforeAll(async () => {
    local = await startTestGateway();
    await local.aws.ecr.send(
      new CreateRepositoryCommand({
        repositoryName,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
      }),
    );
  }, 60_000);

  afterAll(() => local.close());

  async function scansOnPush(): Promise<boolean | undefined> {
    const { repositories = [] } = await local.aws.ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
    );
    expect(repositories).toHaveLength(1);
    return repositories[0]?.imageScanningConfiguration?.scanOnPush;
  }

  function put(content: string, imageTag: string) {
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: { digest: content },
      layers: [],
    });
    const imageDigest = `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
    return local.aws.ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest, imageDigest }));
  }

  it("scans on push as it is told, and does not where the provider leaves the word out for false", async () => {
    const configure = (imageScanningConfiguration: { scanOnPush?: boolean }) =>
      local.aws.ecr.send(new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration }));
    expect(await scansOnPush()).toBe(true);
    await configure({});
    expect(await scansOnPush()).toBe(false);
    await configure({ scanOnPush: true });
    expect(await scansOnPush()).toBe(true);
  });

  it("takes a second tag for an image, immutable as tags are", async () => {
    await put("one", "v1");
    await put("one", "release-1");
    const { imageDetails = [] } = await local.aws.ecr.send(new DescribeImagesCommand({ repositoryName }));
    expect(imageDetails).toHaveLength(1);
    expect(imageDetails[0]?.imageTags?.sort()).toEqual(["release-1", "v1"]);
  });

  it("tells an image that is there already from another one under a taken tag", async () => {
    await expect(put("one", "v1")).rejects.toMatchObject({ name: "ImageAlreadyExistsException" });
    await expect(put("two", "v1")).rejects.toMatchObject({
      name: "ImageTagAlreadyExistsException",
      message:
        "The image tag 'v1' already exists in the 'shop/web' repository and cannot be overwritten because the repository is immutable.",
    });
    await put("two", "v2");
    await expect(put("two", "v1")).rejects.toMatchObject({ name: "ImageTagAlreadyExistsException" });
  });
});
