import { z } from "zod";
import { flag, section, unionErrorOf, wholeBetween } from "./rule";

const images = { unit: "images", remedy: "An image of 200 MB costs 2 US cents a month." };

/** ECR asks for a positive number; more than a lifetime of releases would not be looked at. */
const expireOld = section({
  /** Whether old images expire. Keep-all keeps every image, and its cost. */
  type: z.literal("expire-old"),
  /**
   * Releases that can be rolled back to: their images stay, whatever else is pushed, and those before go with the next
   * release. The revision that runs and the one before it always stay.
   * @default 10
   */
  keepReleases: wholeBetween(1, 100, { kind: "a number of releases", ...images }).default(10),
  /**
   * Newest images that stay, released or not: enough for those that wait for a release. Older ones that no release has
   * marked expire within a day.
   * @default 50
   */
  keepNewest: wholeBetween(1, 1000, { kind: "a number of images", ...images }).default(50),
  /**
   * Days until an image without a tag expires, counted from its push: what a tag left behind when it moved on.
   * Parts of an image for several platforms have no tag either; they stay as long as the whole.
   * @default 14
   */
  untaggedDays: wholeBetween(1, 3650, {
    kind: "a time until an image expires",
    unit: "days",
    remedy: "Choose the days in which somebody may still ask for such an image by its digest.",
  }).default(14),
});

const keepAll = section({ type: z.literal("keep-all") });

const lifecycleError = unionErrorOf(
  { kind: "a lifecycle of images", allowed: "expire-old, keep-all", remedy: "Choose one of these." },
  {
    kind: "a lifecycle of images",
    allowed: "an object with type",
    remedy: 'Write { type: "expire-old" } here.',
  },
);

/**
 * The repositories of the services' images. ECR takes US$ 0.10 for each GB and month.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-create.html
 */
export const registry = section({
  /**
   * Whether a tag stays with the image it was pushed with, so that what was tested is what is released. A pipeline then
   * gives every image a tag of its own: a second push of "latest" is refused.
   * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
   * @default true
   */
  immutableTags: flag("Choose true unless a pipeline moves tags such as latest.").default(true),
  /**
   * Whether ECR looks for known vulnerabilities in an image when it is pushed. Basic scanning is free of charge; where
   * the account has enhanced scanning switched on, that decides.
   * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
   * @default true
   */
  scanOnPush: flag("Choose true: it costs nothing.").default(true),
  /**
   * Which images go by themselves. ECR cannot know what runs: a release marks its images by tags `release-<revision>`,
   * which expire-old passes over. Switched on where tasks run already, let a release follow at once, so that their image is
   * marked.
   * @default { type: "expire-old" }
   */
  lifecycle: z
    .discriminatedUnion("type", [expireOld, keepAll], { error: lifecycleError })
    .prefault({ type: "expire-old" }),
});

export type RegistrySettings = z.output<typeof registry>;
