import { formatAppSpec } from "../../../../src/release-contract/app-spec";
import { appSpecOf } from "../../../../src/release-contract/contract";
import { UsageError } from "../../../../src/lib/errors";
import {
  firstRevision,
  lastSuccessOf,
  namedRevision,
  previousRevision,
  unknownSentence,
  type History,
  type LiveRevision,
  type Success,
} from "../../../../src/operations/release/deployment/history";
import { arn, contract, revision } from "../support/samples";

/** A day of 2024. */
const day = (number: number) => new Date(Date.UTC(2024, 0, number));

/** Successful deployments of these revisions, newest first and a day apart; null: nobody knows of which. */
function history(revisions: readonly (number | null)[], complete = true): History {
  const successes = revisions.map((number, index): Success => {
    const deployed = { deploymentId: `d-${index + 1}`, createdAt: day(30 - index) };
    if (number === null) return { kind: "unknown", ...deployed, why: "Nobody knows." };
    const appSpec = appSpecOf(contract, arn(number));
    return { kind: "known", ...deployed, appSpec, content: formatAppSpec(appSpec) };
  });
  return { successes, complete };
}

function live(number: number, deploymentId?: string, serviceCreatedAt?: Date): LiveRevision {
  return { arn: arn(number), deploymentId, serviceCreatedAt };
}

describe("the revision before the live one", () => {
  it.each<[string, number[], LiveRevision, string]>([
    ["is the last that succeeded before it", [7, 6, 5], live(7, "d-1"), "d-2"],
    ["is not the same revision deployed twice", [7, 7, 6], live(7, "d-1"), "d-3"],
    ["is, after a rollback, the one that was rolled back", [6, 7, 6], live(6, "d-1"), "d-2"],
    ["is the last success when something that never succeeded is live", [6, 5], live(7, "d-0"), "d-1"],
  ])("%s", (_case, deployed, now, expected) => {
    expect(previousRevision(history(deployed), now)).toMatchObject({
      kind: "success",
      success: { deploymentId: expected },
    });
  });

  it.each<[string, Previous, History, LiveRevision]>([
    ["is what the service was created with, before the second release", "first", history([2]), live(2, "d-1")],
    ["is what the service was created with, where nothing ever succeeded", "first", history([]), live(2, "d-1")],
    ["is none on a new service", "none", history([]), live(1)],
    ["is none of a service that is gone", "none", history([9, 8]), live(1, undefined, day(31))],
    [
      "is what a service was created with that took the place of another",
      "first",
      history([9, 8]),
      live(9, "d-1", day(30)),
    ],
    ["is further back than was read", "further-back", history([7, 7], false), live(7, "d-1")],
  ])("%s", (_case, expected, past, now) => {
    expect(previousRevision(past, now)).toEqual({ kind: expected });
  });

  it("is not certain where a deployment succeeded in between of which nobody knows what it carried", () => {
    const past = history([7, null, null, 6]);
    const previous = previousRevision(past, live(7, "d-1"));
    expect(previous).toEqual({ kind: "unknown", unknown: past.successes.slice(1, 3), known: past.successes[3] });
    expect(previousRevision(history([7, null]), live(7, "d-1"))).toMatchObject({ kind: "unknown", known: undefined });
  });

  it("needs no AppSpec of the deployment whose tasks are live: ECS tells what they run", () => {
    expect(previousRevision(history([null, 6]), live(7, "d-1"))).toMatchObject({
      kind: "success",
      success: { deploymentId: "d-2" },
    });
  });

  it("is certain whatever older deployments carried", () => {
    expect(previousRevision(history([7, 6, null], false), live(7, "d-1"))).toMatchObject({ kind: "success" });
  });

  type Previous = ReturnType<typeof previousRevision>["kind"];
});

describe("the revision that a service was created with", () => {
  it.each<[string, Date | undefined, Date | undefined, string | undefined]>([
    ["is the declared one, registered before it", day(1), day(2), arn(3)],
    ["is not one that was declared since", day(3), day(2), undefined],
    ["is not known where ECS does not say when either was made", undefined, day(2), undefined],
    ["is not known where ECS does not say when the service was made", day(1), undefined, undefined],
  ])("%s", (_case, registeredAt, created, expected) => {
    expect(firstRevision(revision(3, { registeredAt }), live(7, undefined, created))).toBe(expected);
  });
});

describe("--to", () => {
  it.each([["6"], ["ContainerHandsOn:6"], [arn(6)]])("%s repeats the last success of that revision", (wanted) => {
    expect(lastSuccessOf(history([7, null, 6, 6]), namedRevision(wanted, arn(7)))).toMatchObject({
      deploymentId: "d-3",
    });
  });

  it("takes a revision that no deployment carried", () => {
    expect(namedRevision("3", arn(7))).toBe(arn(3));
    expect(lastSuccessOf(history([7]), arn(3))).toBeUndefined();
  });

  it.each(["x", "", "-1", "other:3", "6.5", "d-2"])("refuses %j", (wanted) => {
    expect(() => namedRevision(wanted, arn(7))).toThrow(
      new UsageError(`--to "${wanted}" is no revision of ContainerHandsOn. Write its number, for example --to 7.`),
    );
  });
});

it("says of unknown deployments each reason once", () => {
  const unknown = (deploymentId: string, why: string) =>
    ({ kind: "unknown", deploymentId, createdAt: undefined, why }) as const;
  expect(unknownSentence([unknown("d-1", "Denied."), unknown("d-2", "Deleted."), unknown("d-3", "Denied.")])).toBe(
    "d-1, d-3: Denied. d-2: Deleted.",
  );
});
