import { BatchDeleteImageCommand, DescribeImagesCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { localAwsEnvironment } from "../../../../src/local-aws/environment";
import { release } from "../../../../src/operations/release/release";
import { rollback } from "../../../../src/operations/release/rollback";
import { deployShop, type DeployedShop } from "../support/deployed-shop";
import { RecordedOutput } from "../support/recorded-output";
import { parseReleaseOptions, parseRollbackOptions } from "../../../cli/parsed";

jest.mock("../../../../src/environments", () => jest.requireActual<object>("../support/shop-environments"));
jest.mock("../../../../src/operations/release/deployment/poll-delay", () => ({ pollDelay: () => 100 }));
jest.setTimeout(120_000);

/** A repository with immutable tags and a lifecycle policy; each test goes on where the one before it ended. */
describe("the images of releases", () => {
  const before = { ...process.env };
  let shop: DeployedShop;

  beforeAll(async () => {
    shop = await deployShop();
    Object.assign(process.env, localAwsEnvironment(shop.gateway.url, shop.folder));
    await shop.publish("web", { keepReleases: 2 });
  });

  afterAll(async () => {
    process.env = before;
    await shop.close();
  });

  async function releaseImage(image: string, ...options: readonly string[]) {
    const output = new RecordedOutput();
    const args = ["shop", "--service", "web", "--image", image, "--yes", "--continue", "--terminate", ...options];
    expect(await release(parseReleaseOptions(args), output)).toBe(0);
    return output;
  }

  /** Tags by image: "v1 release-1". */
  async function images(service = "web"): Promise<string[]> {
    const { imageDetails = [] } = await shop.aws.ecr.send(
      new DescribeImagesCommand({ repositoryName: `shop/${service}` }),
    );
    return imageDetails.map(({ imageTags = [] }) => [...imageTags].sort().reverse().join(" ")).sort();
  }

  const aboutImages = ({ notes }: RecordedOutput) => notes.filter((note) => /image/i.test(note));

  it("are tagged with their revision before a deployment starts, and so is the one that a rollback brings back", async () => {
    await shop.push("web", "v2");
    const output = new RecordedOutput();
    const args = ["shop", "--service", "web", "--image", "v2", "--yes", "--wait-for", "ready"];
    expect(await release(parseReleaseOptions(args), output)).toBe(0);
    expect(await images()).toEqual(["v1 release-1", "v2 release-2"]);
    expect(aboutImages(output)).toEqual([]);
  });

  it("stay while they are among the last that are kept; then their tag goes, and what else they bear stays", async () => {
    const output = new RecordedOutput();
    const args = ["shop", "--service", "web", "--continue", "--terminate"];
    expect(await release(parseReleaseOptions(args), output)).toBe(0);
    expect(await images()).toEqual(["v1 release-1", "v2 release-2"]);
    expect(aboutImages(output)).toEqual([]);
    await shop.push("web", "v3");
    expect(aboutImages(await releaseImage("v3"))).toEqual([
      "Of the images, the last 2 releases are kept: release-1 removed.",
    ]);
    expect(await images()).toEqual(["v1", "v2 release-2", "v3 release-3"]);
  });

  it("are left alone while a deployment can still come back to them", async () => {
    await shop.push("web", "v4");
    const output = await releaseImage("v4", "--wait-for", "traffic");
    expect(aboutImages(output)).toEqual([]);
    expect(await images()).toEqual(["v1", "v2 release-2", "v3 release-3", "v4 release-4"]);
    const ended = new RecordedOutput();
    expect(await release(parseReleaseOptions(["shop", "--service", "web", "--terminate"]), ended)).toBe(0);
    expect(aboutImages(ended)).toEqual(["Of the images, the last 2 releases are kept: release-2 removed."]);
  });

  it("go as a whole with their last tag", async () => {
    await shop.aws.ecr.send(
      new BatchDeleteImageCommand({ repositoryName: "shop/web", imageIds: [{ imageTag: "v3" }] }),
    );
    expect(await images()).toContain("release-3");
    await shop.push("web", "v5");
    await releaseImage("v5");
    expect(await images()).toEqual(["v1", "v2", "v4 release-4", "v5 release-5"]);
  });

  it("of a revision that is rolled back to are tagged again, and none of a newer one loses its tag", async () => {
    const output = new RecordedOutput();
    const args = ["shop", "--service", "web", "--to", "2", "--yes", "--continue", "--terminate"];
    expect(await rollback(parseRollbackOptions(args), output)).toBe(0);
    expect(aboutImages(output)).toEqual([]);
    expect(await images()).toEqual(["v1", "v2 release-2", "v4 release-4", "v5 release-5"]);
  });

  it("of another repository are its owner's business", async () => {
    const foreign = `${shop.contracts.api.repositoryUrl}:v1`;
    expect(aboutImages(await releaseImage(foreign))).toEqual([
      "Of the images, the last 2 releases are kept: release-4, release-5 removed.",
    ]);
    expect(await images("api")).toEqual(["v1"]);
    expect(await images()).toEqual(["v1", "v2 release-2", "v4", "v5"]);
  });

  it("are not tagged where no lifecycle policy expires them", async () => {
    await shop.publish("web");
    await shop.push("web", "v7");
    await releaseImage("v7");
    expect(await images()).toContain("v7");
    await shop.publish("web", { keepReleases: 2 });
  });

  it("that may not be tagged are released nevertheless, with a note that names the right", async () => {
    await shop.push("web", "v8");
    const output = await without(PutImageCommand, "ecr:PutImage", () => releaseImage("v8"));
    expect(output.results).toEqual([expect.stringMatching(/succeeded: Shop-web:8 serves all traffic\.$/)]);
    expect(aboutImages(output).slice(0, 2)).toEqual(
      [7, 8].map(
        (revision) =>
          `The image of Shop-web:${revision} could not be tagged release-${revision}, so the lifecycle policy may expire it once newer ones are pushed. ` +
          "AWS denies ecr:PutImage: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecr:PutImage. Ask for this permission, or use another role.",
      ),
    );
    expect(await images()).toEqual(expect.arrayContaining(["v7", "v8"]));
  });

  it("whose tags may not be removed stay, with a note that names the right", async () => {
    await shop.push("web", "v9");
    await releaseImage("v9");
    await shop.push("web", "v10");
    const output = await without(BatchDeleteImageCommand, "ecr:BatchDeleteImage", () => releaseImage("v10"));
    expect(output.results).toEqual([expect.stringMatching(/succeeded: Shop-web:10 serves all traffic\.$/)]);
    expect(aboutImages(output)).toEqual([
      "Images of old releases stay, since their tags could not be removed. " +
        "AWS denies ecr:BatchDeleteImage: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecr:BatchDeleteImage. Ask for this permission, or use another role.",
    ]);
    expect(await images()).toEqual(expect.arrayContaining(["v8 release-8", "v9 release-9", "v10 release-10"]));
  });

  /** Runs something while AWS denies one call. */
  async function without<T>(
    denied: typeof PutImageCommand | typeof BatchDeleteImageCommand,
    action: string,
    run: () => Promise<T>,
  ): Promise<T> {
    const clients = ECRClient.prototype as unknown as { send: (this: ECRClient, command: object) => Promise<object> };
    const { send } = clients;
    const spy = jest.spyOn(clients, "send").mockImplementation(function (this: ECRClient, command) {
      const message = `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ${action}`;
      return command instanceof denied
        ? Promise.reject(Object.assign(new Error(message), { name: "AccessDeniedException" }))
        : send.call(this, command);
    });
    try {
      return await run();
    } finally {
      spy.mockRestore();
    }
  }
});
