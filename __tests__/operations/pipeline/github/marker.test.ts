import fc from "fast-check";
import {
  driftMarker,
  readDriftMarker,
  readReviewMarker,
  reviewMarker,
  type ReviewMarker,
} from "../../../../src/operations/pipeline/github/marker";
import { head, markerLine } from "./samples";

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const environment = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,3}$/);
const runNumber = fc.integer({ min: 1, max: 999_999_999_999_999 });

const markers: fc.Arbitrary<ReviewMarker> = fc.record({
  environment,
  hash: fc.option(hash, { nil: undefined }),
  commit: fc.oneof(fc.stringMatching(/^[0-9a-f]{40}$/), hash),
  run: fc.record({ id: runNumber, attempt: runNumber }),
});

describe("the marker of a review", () => {
  it("is read as it was written, before any text", () => {
    fc.assert(
      fc.property(markers, fc.string(), fc.constantFrom("\n", "\r\n"), (marker, text, end) => {
        expect(readReviewMarker(`${reviewMarker(marker)}${end}${text}`)).toEqual(marker);
      }),
    );
  });

  it("is one line of HTML that shows nothing", () => {
    expect(reviewMarker({ environment: "staging", hash: undefined, commit: head, run: { id: 7, attempt: 2 } })).toBe(
      `<!-- blue-green-review environment=staging hash= commit=${head} run=7.2 -->`,
    );
  });

  it.each([
    ["a text before it", `Look: ${markerLine()}`],
    ["a text behind it", `${markerLine()} and more`],
    ["a line before it", `\n${markerLine()}`],
    ["a quotation", `> ${markerLine()}`],
    ["a hash of another length", markerLine({ hash: "1".repeat(63) })],
    ["a hash in capitals", markerLine({ hash: "A".repeat(64) })],
    ["a commit that is none", markerLine({ commit: "main" })],
    ["an environment that is none", markerLine({ environment: "Staging" })],
    ["a run without an attempt", markerLine({ run: "100" })],
    ["a run beyond what a number holds", markerLine({ run: `${"9".repeat(17)}.1` })],
    ["more fields", markerLine({ run: "100.1 by=me" })],
    ["the marker of drift", driftMarker({ environment: "staging", fingerprint: "1".repeat(64) })],
    ["nothing", ""],
  ])("is not read from %s", (_, body) => {
    expect(readReviewMarker(body)).toBeUndefined();
  });
});

describe("the marker of drift", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(environment, hash, fc.string(), (name, fingerprint, text) => {
        const marker = { environment: name, fingerprint };
        expect(readDriftMarker(`${driftMarker(marker)}\n${text}`)).toEqual(marker);
      }),
    );
  });

  it("is not read from that of a review", () => {
    expect(readDriftMarker(markerLine())).toBeUndefined();
  });
});
