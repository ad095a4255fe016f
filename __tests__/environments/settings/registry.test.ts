import { registry } from "../../../src/environments/settings/registry";
import { problemsOf } from "./problems";

describe("the settings of the repositories", () => {
  it("are the safe ones where nothing is said", () => {
    expect(registry.parse({})).toEqual({
      immutableTags: true,
      scanOnPush: true,
      lifecycle: { type: "expire-old", keepReleases: 10, keepNewest: 50, untaggedDays: 14 },
    });
  });

  it("take all there is", () => {
    const all = {
      immutableTags: false,
      scanOnPush: false,
      lifecycle: { type: "expire-old", keepReleases: 100, keepNewest: 1000, untaggedDays: 1 },
    };
    expect(registry.parse(all)).toEqual(all);
  });

  it("keep every image where they say so, with nothing more to say", () => {
    const lifecycle = { type: "keep-all" };
    expect(registry.parse({ lifecycle }).lifecycle).toEqual(lifecycle);
    expect(problemsOf(registry, { lifecycle: { ...lifecycle, keepReleases: 10 } })).toEqual([
      "lifecycle: no such setting. Allowed: type. Correct its spelling or remove it.",
    ]);
  });

  it.each([
    [
      { immutableTags: "yes" },
      'immutableTags: "yes" is not true or false. Allowed: true, false. Choose true unless a pipeline moves tags such as latest.',
    ],
    [{ scanOnPush: 1 }, "scanOnPush: 1 is not true or false. Allowed: true, false. Choose true: it costs nothing."],
    [
      { lifecycle: false },
      'lifecycle: false is not a lifecycle of images. Allowed: an object with type. Write { type: "expire-old" } here.',
    ],
    [
      { lifecycle: { type: "never" } },
      'lifecycle.type: "never" is not a lifecycle of images. Allowed: expire-old, keep-all. Choose one of these.',
    ],
    [
      { lifecycle: { type: "expire-old", keepReleases: 0 } },
      "lifecycle.keepReleases: 0 is not a number of releases. Allowed: a whole number from 1 to 100 (images). An image of 200 MB costs 2 US cents a month.",
    ],
    [
      { lifecycle: { type: "expire-old", keepNewest: 1001 } },
      "lifecycle.keepNewest: 1001 is not a number of images. Allowed: a whole number from 1 to 1000 (images). An image of 200 MB costs 2 US cents a month.",
    ],
    [
      { lifecycle: { type: "expire-old", untaggedDays: 1.5 } },
      "lifecycle.untaggedDays: 1.5 is not a time until an image expires. Allowed: a whole number from 1 to 3650 (days). Choose the days in which somebody may still ask for such an image by its digest.",
    ],
    [
      { scan: true },
      "no such setting. Allowed: immutableTags, scanOnPush, lifecycle. Correct its spelling or remove it.",
    ],
  ])("refuse %j", (given, problem) => {
    expect(problemsOf(registry, given)).toEqual([problem.startsWith("no such") ? `: ${problem}` : problem]);
  });
});
