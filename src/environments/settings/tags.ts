import { section, text, type Rule } from "./rule";

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html: what every service takes. */
const tagValue: Rule<string> = {
  kind: "a value of a tag",
  allowed: "1 to 256 letters, digits, spaces and the characters + - = . _ : / @",
  remedy: "Leave out other characters: some services refuse them.",
  test: (value) => /^[\p{L}\p{N} +\-=._:/@]{1,256}$/u.test(value),
};

/**
 * Tags on everything that takes them, beside `Environment` and `Project`, which say themselves; what belongs to one service
 * is tagged `Service` too. Cost Explorer shows them once they are activated as cost allocation tags.
 */
export const tags = section({
  /** Tag `Owner`: the team to ask. */
  owner: text(tagValue),
  /** Tag `CostCentre`: who pays. */
  costCentre: text(tagValue),
});
