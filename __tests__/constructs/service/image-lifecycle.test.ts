import fc from "fast-check";
import { imageLifecycle } from "../../../src/constructs/service/image-lifecycle";
import { releaseTag } from "../../../src/release-contract/release-tag";

const policy = imageLifecycle({ keepNewest: 50, untaggedDays: 14 });

interface Image {
  readonly id: number;
  readonly tags: readonly string[];
  readonly ageDays: number;
}

/**
 * Which images ECR expires, as its user guide words it: rules mark in the order of their priority, none an image whose tags
 * match a rule before it; a count is of all images that a rule matches, the newest first.
 */
function expired(images: readonly Image[], { rules } = policy): Set<number> {
  const claimed = new Set<number>();
  const gone = new Set<number>();
  for (const { selection } of rules) {
    const matched = images
      .filter(({ tags }) => matches(selection, tags))
      .sort((one, other) => one.ageDays - other.ageDays);
    const old =
      selection.countType === "sinceImagePushed"
        ? matched.filter(({ ageDays }) => ageDays > selection.countNumber)
        : matched.slice(selection.countNumber);
    for (const { id } of old) if (!claimed.has(id)) gone.add(id);
    for (const { id } of matched) claimed.add(id);
  }
  return gone;
}

function matches(selection: (typeof policy.rules)[number]["selection"], tags: readonly string[]): boolean {
  switch (selection.tagStatus) {
    case "any":
      return true;
    case "untagged":
      return tags.length === 0;
    case "tagged":
      return selection.tagPatternList.every((pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
        return tags.some((tag) => expression.test(tag));
      });
  }
}

describe("the lifecycle policy of a repository", () => {
  it("has its three rules in order, the one for any image last", () => {
    expect(policy.rules.map(({ rulePriority, selection }) => [rulePriority, selection])).toEqual([
      [
        1,
        {
          tagStatus: "tagged",
          tagPatternList: ["release-*"],
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: 36_500,
        },
      ],
      [2, { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 }],
      [3, { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 50 }],
    ]);
  });

  it("says of each rule what it does, and that it expires: ECR knows no rule that keeps", () => {
    expect(policy.rules.map(({ description, action }) => [description, action])).toEqual([
      ["Never expires what a release has marked", { type: "expire" }],
      ["Expires images without a tag", { type: "expire" }],
      ["Expires all but the newest images", { type: "expire" }],
    ]);
  });

  const image = fc.record({
    tags: fc.uniqueArray(
      fc.oneof(
        fc.integer({ min: 1, max: 99 }).map(releaseTag),
        fc.constantFrom("latest", "v1", "v2", "released", "pre-release-1"),
      ),
      { maxLength: 3 },
    ),
    ageDays: fc.integer({ min: 0, max: 3_000 }),
  });
  const images = fc.array(image, { maxLength: 60 }).map((list) => list.map((one, id) => ({ ...one, id })));
  const settings = fc.record({
    keepNewest: fc.integer({ min: 1, max: 20 }),
    untaggedDays: fc.integer({ min: 1, max: 100 }),
  });
  const isMarked = ({ tags }: Image) => tags.some((tag) => tag.startsWith("release-"));

  it("expires no image that a release has marked, whatever else there is", () => {
    fc.assert(
      fc.property(images, settings, (list, given) => {
        const gone = expired(list, imageLifecycle(given));
        expect(list.filter((one) => gone.has(one.id) && isMarked(one))).toEqual([]);
      }),
    );
  });

  it("leaves no more than the newest, the marked ones and those without a tag that are young", () => {
    fc.assert(
      fc.property(images, settings, (list, given) => {
        const gone = expired(list, imageLifecycle(given));
        const left = list.filter(({ id }) => !gone.has(id));
        const others = left.filter((one) => !isMarked(one) && one.tags.length > 0);
        expect(others.length).toBeLessThanOrEqual(given.keepNewest);
        for (const { tags, ageDays } of left) {
          if (tags.length === 0) expect(ageDays).toBeLessThanOrEqual(given.untaggedDays);
        }
      }),
    );
  });
});
