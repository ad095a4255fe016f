import { UsageError } from "../../../../src/lib/errors";
import { parseImage, pinned, shortImage } from "../../../../src/operations/release/image-tags/image";
import { repositoryUrl } from "../support/samples";

const digest = `sha256:${"ab".repeat(32)}`;
const own = {
  account: "123456789012",
  region: "ap-northeast-1",
  repositoryUrl,
  repository: "jaws-days-2022/container-hands-on",
};
const otherUrl = "999999999999.dkr.ecr.us-east-1.amazonaws.com/team/web";
const other = { account: "999999999999", region: "us-east-1", repositoryUrl: otherUrl, repository: "team/web" };

describe("--image", () => {
  it.each([
    ["a tag of the environment's repository", "v2", { ...own, tag: "v2" }],
    ["a tag that looks like a number", "20240101.1", { ...own, tag: "20240101.1" }],
    ["a digest of the environment's repository", digest, { ...own, digest }],
    ["the URI of a tag", `${repositoryUrl}:v2`, { ...own, tag: "v2" }],
    ["the URI of a digest", `${repositoryUrl}@${digest}`, { ...own, digest }],
    ["a URI with both", `${repositoryUrl}:v2@${digest}`, { ...own, tag: "v2", digest }],
    ["a URI with neither: latest", repositoryUrl, { ...own, tag: "latest" }],
    ["an image of another account and region", `${otherUrl}:v1`, { ...other, tag: "v1" }],
  ])("takes %s", (_case, text, expected) => {
    expect(parseImage(text, repositoryUrl)).toEqual(expected);
  });

  const allowed = `Give a tag or a digest (sha256:...) of ${repositoryUrl}, or the URI of an image in ECR.`;
  it.each([
    ["docker.io/library/nginx:1", `The image "docker.io/library/nginx:1" is not in ECR. ${allowed}`],
    ["nginx:1", `The image "nginx:1" is not in ECR. ${allowed}`],
    ["", `The image "" is not in ECR. ${allowed}`],
    ["a tag", `The image "a tag" is not in ECR. ${allowed}`],
    ["sha256:abc", `The image "sha256:abc" is not in ECR. ${allowed}`],
    [`${otherUrl}:-x`, `The image "${otherUrl}:-x" has the tag "-x", which is none. ${allowed}`],
    [`${otherUrl}@sha256:1`, `The image "${otherUrl}@sha256:1" has the digest "sha256:1", which is none. ${allowed}`],
  ])("refuses %j", (text, message) => {
    expect(() => parseImage(text, repositoryUrl)).toThrow(new UsageError(message));
  });
});

describe("the released revision names the image", () => {
  it.each([
    ["by digest when the tag can move", { ...own, tag: "v2" }, "MUTABLE", `${repositoryUrl}@${digest}`],
    [
      "by digest when some tags can move",
      { ...own, tag: "v2" },
      "IMMUTABLE_WITH_EXCLUSION",
      `${repositoryUrl}@${digest}`,
    ],
    ["by digest when nothing is known of the tags", { ...own, tag: "v2" }, undefined, `${repositoryUrl}@${digest}`],
    ["by its tag when tags never move", { ...own, tag: "v2" }, "IMMUTABLE", `${repositoryUrl}:v2`],
    ["by digest when a digest was asked for", { ...own, digest }, "IMMUTABLE", `${repositoryUrl}@${digest}`],
    ["by digest when both were given", { ...own, tag: "v2", digest }, "IMMUTABLE", `${repositoryUrl}@${digest}`],
  ])("%s", (_case, reference, mutability, expected) => {
    expect(pinned(reference, digest, mutability)).toBe(expected);
  });
});

describe("an image for the eye", () => {
  it.each([
    [`${repositoryUrl}:v2`, "jaws-days-2022/container-hands-on:v2"],
    [`${repositoryUrl}@${digest}`, "jaws-days-2022/container-hands-on@sha256:abababababab"],
    ["nginx:1", "nginx:1"],
  ])("%s", (uri, short) => {
    expect(shortImage(uri)).toBe(short);
  });
});
