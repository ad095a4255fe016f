import fc from "fast-check";
import { readChanges } from "../../../../../src/operations/review/plan/change";
import { findMoves } from "../../../../../src/operations/review/findings/terraform/moved";
import { type ChangeDraft, plan } from "../../support";

function movesIn(changes: Readonly<Record<string, ChangeDraft>>): readonly string[] {
  const read = readChanges(plan({ changes }).resourceChanges, new Map());
  return findMoves(read).map(({ from, to }) => `${from.address} -> ${to.address}`);
}

const gone = (values: object): ChangeDraft => ({ actions: ["delete"], before: { id: "i-1", arn: "arn", ...values } });
const made = (values: object): ChangeDraft => ({
  actions: ["create"],
  after: { ...values },
  after_unknown: { id: true, arn: true },
});

describe("a resource that moved", () => {
  it("is a deletion and a creation of the same content, whatever the account adds to it", () => {
    const changes = {
      "aws_sqs_queue.a": gone({ name: "q", tags: {} }),
      "aws_sqs_queue.b": made({ name: "q", tags: null }),
    };
    expect(movesIn(changes)).toEqual(["aws_sqs_queue.a -> aws_sqs_queue.b"]);
  });

  it.each([
    ["other content", { "aws_sqs_queue.a": gone({ name: "q" }), "aws_sqs_queue.b": made({ name: "r" }) }],
    ["another type", { "aws_sqs_queue.a": gone({ name: "q" }), "aws_sns_topic.b": made({ name: "q" }) }],
    ["nothing to tell it by", { "aws_sqs_queue.a": gone({ name: "q" }), "aws_sqs_queue.b": made({}) }],
    [
      "two that it could be",
      {
        "aws_sqs_queue.a": gone({ name: "q" }),
        "aws_sqs_queue.b": made({ name: "q" }),
        "aws_sqs_queue.c": made({ name: "q" }),
      },
    ],
  ])("is none with %s", (_, changes) => {
    expect(movesIn(changes)).toEqual([]);
  });

  it("is found for each of many, whatever their order", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, (all) => {
        const changes = Object.fromEntries([
          ...all.map((name): [string, ChangeDraft] => [`aws_sqs_queue.old_${name}`, gone({ name })]),
          ...[...all].reverse().map((name): [string, ChangeDraft] => [`aws_sqs_queue.new_${name}`, made({ name })]),
        ]);
        const expected = all.map((name) => `aws_sqs_queue.old_${name} -> aws_sqs_queue.new_${name}`);
        expect([...movesIn(changes)].sort()).toEqual(expected.sort());
      }),
    );
  });
});
