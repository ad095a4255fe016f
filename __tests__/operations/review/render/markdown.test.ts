import fc from "fast-check";
import { severities } from "../../../../src/operations/review/finding";
import { commentLimit, renderMarkdown } from "../../../../src/operations/review/render/markdown";
import type { Review } from "../../../../src/operations/review/review";
import { review } from "../../../../src/operations/review/review";
import { recorded } from "../support";

const finding = fc.record({
  id: fc.constant("rule"),
  severity: fc.constantFrom(...severities),
  address: fc.option(fc.string(), { nil: undefined }),
  constructPath: fc.option(fc.string(), { nil: undefined }),
  what: fc.string(),
  // Few of them, so that some findings are alike.
  why: fc.constantFrom("a reason", "``` <b>"),
  todo: fc.constantFrom("Mend it.", "@someone"),
  details: fc.array(fc.string(), { maxLength: 3 }),
});

const line = fc.oneof(fc.string(), fc.constantFrom("```", "``````", "a ``` b", "</details>"));

const changed = fc.record({
  address: fc.string(),
  constructPath: fc.string(),
  action: fc.constantFrom("create", "update", "replace", "delete", "move"),
  outage: fc.constantFrom("none", "draining", "hard"),
  diff: fc.array(line, { maxLength: 5 }),
});

const reviews: fc.Arbitrary<Review> = fc.record({
  environment: fc.constantFrom("hands-on", undefined),
  verdict: fc.constant("Nothing changes."),
  severity: fc.constant(undefined),
  findings: fc.array(finding, { maxLength: 30 }),
  changes: fc.array(changed, { maxLength: 30 }),
  hash: fc.constant("0".repeat(64)),
});

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

describe("the review as Markdown", () => {
  it("says the verdict first, then findings, then the table, then the difference, then the hash", () => {
    const found = review(recorded("target-group-port-changed"), { environment: "hands-on" });
    const text = renderMarkdown(found);
    expect(text.split("\n")[0]).toBe(
      "## Plan of hands-on: Do not apply this as it is: AWS will refuse it, and the apply stops half-way.",
    );
    const places = ["### refuse: `aws_lb_target_group.targets_web_blue`", "### Changes", "```diff", found.hash];
    const at = places.map((place) => text.indexOf(place));
    expect(at.every((place) => place > 0)).toBe(true);
    expect([...at].sort((one, other) => one - other)).toEqual(at);
    expect(text).toContain("| replace | `aws_lb_target_group.targets_web_blue` | none |");
    expect(text).toContain("!     port: 80 -> 8081  (forces the replacement)");
  });

  it("fits, with every fence and every fold closed, whatever is left out", () => {
    fc.assert(
      fc.property(reviews, fc.integer({ min: 500, max: 5000 }), (found, limit) => {
        const text = renderMarkdown(found, { limit });
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
        expect(count(text, /^```/gm) % 2).toBe(0);
        expect(count(text, /^<details>/gm)).toBe(count(text, /^<\/details>/gm));
        expect(text).toContain(found.hash);
      }),
    );
  });

  it("leaves out the difference first, then the table, and says so", () => {
    const found = review(recorded("target-group-port-changed"));
    const whole = renderMarkdown(found);
    const note = "**Not all of it fits here.**";
    expect(whole.length).toBeLessThan(commentLimit);
    expect(whole).not.toContain(note);
    const withoutDiff = renderMarkdown(found, { limit: whole.indexOf("<details>") + 200 });
    expect(withoutDiff).toContain("### Changes");
    expect(withoutDiff).not.toContain("```diff");
    expect(withoutDiff).toContain(note);
    const withoutTable = renderMarkdown(found, { limit: whole.indexOf("### Changes") + 200 });
    expect(withoutTable).toContain("### refuse");
    expect(withoutTable).not.toContain("### Changes");
    expect(withoutTable).toContain(note);
  });

  it("tells what is alike at once, so that thousands leave room for the rest, and says where they all are", () => {
    const subnets = Array.from({ length: 5000 }, (_, index) => `aws_subnet.private_${index}`);
    const alike = { id: "draining", severity: "warn", why: "Tasks leave it.", todo: "Wait for a quiet time." } as const;
    const found: Review = {
      environment: "production",
      verdict: "Live traffic stays where it is.",
      severity: "warn",
      findings: subnets.map((address) => ({ ...alike, address, constructPath: undefined, what: "It is deleted." })),
      changes: subnets.map((address) => ({
        address,
        constructPath: address,
        action: "delete",
        outage: "draining",
        diff: [],
      })),
      hash: "0".repeat(64),
    };
    const text = renderMarkdown(found, { limit: 10_000, rest: "Read `review.txt`." });
    const lines = text.split("\n");
    expect(lines.filter((one) => one.startsWith("### "))).toEqual(["### warn: 5000 resources", "### Changes"]);
    expect(lines.filter((one) => one.startsWith("- `aws_subnet.private_"))).toHaveLength(20);
    expect(lines).toContain("- and 4980 more");
    expect(count(text, /^\| delete \|/gm)).toBeGreaterThan(100);
    expect(lines).toContain("**Not all of it fits here.** Read `review.txt`.");
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
  });

  it("lets nothing from a plan act as Markdown, HTML or a mention", () => {
    const what = "<img src=x> @everyone #1 [a](b) **c**";
    const one = {
      id: "rule",
      severity: "warn",
      address: "aws_lb.`x`",
      constructPath: undefined,
      why: "",
      todo: "",
    } as const;
    const text = renderMarkdown({
      environment: undefined,
      verdict: "Nothing changes.",
      severity: "warn",
      findings: [{ ...one, what }],
      changes: [],
      hash: "",
    });
    expect(text).toContain("&lt;img src=x&gt; @\u200Beveryone #\u200B1 \\[a\\](b) \\*\\*c\\*\\*");
    expect(text).toContain("### warn: `aws_lb.'x'`");
  });
});
