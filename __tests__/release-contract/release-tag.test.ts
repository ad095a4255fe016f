import fc from "fast-check";
import { releaseOfTag, releaseTag, releaseTagPrefix } from "../../src/release-contract/release-tag";

describe("the tag of a release", () => {
  it("is the revision's number behind a word of its own", () => {
    expect(releaseTag(7)).toBe("release-7");
  });

  it("is read back, whatever the number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (revision) => {
        expect(releaseTag(revision).startsWith(releaseTagPrefix)).toBe(true);
        expect(releaseOfTag(releaseTag(revision))).toBe(revision);
      }),
    );
  });

  it.each(["", "7", "release-", "release-0", "release-07", "release-7b", "release-2.1", "my-release-7", "Release-7"])(
    "is not taken for one: %j",
    (tag) => {
      expect(releaseOfTag(tag)).toBeUndefined();
    },
  );
});
