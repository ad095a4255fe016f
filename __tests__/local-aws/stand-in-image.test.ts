import { createHash } from "node:crypto";
import { standInImage } from "../../src/local-aws/stand-in-image";

describe("a stand-in image", () => {
  it("has the digest of its manifest, another for each tag and the same for the same", () => {
    const [one, again, other] = ["1", "1", "2"].map(standInImage);
    const digest = createHash("sha256")
      .update(one?.imageManifest ?? "")
      .digest("hex");
    expect(one?.imageDigest).toBe(`sha256:${digest}`);
    expect(again).toEqual(one);
    expect(other?.imageDigest).not.toBe(one?.imageDigest);
  });
});
