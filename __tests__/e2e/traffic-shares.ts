import type { Answer, Colour, DeployedService } from "./deployed-service";

/** Answers that came while the listener had one and the same weight. */
export interface Share {
  /** Weight of the colour, in percent. */
  readonly percent: number;
  readonly answers: number;
  /** Of the answers, those of the colour's revision. */
  readonly ofRevision: number;
}

/** Small, so that a batch fits between two shifts. */
const batch = 8;

/**
 * Asks the production listener without a break until `ended`, and counts who answers under each weight, in the order in
 * which the weights came. Answers during which the weight changed belong to neither and are left out.
 *
 * @param original revision that serves when the counting begins; every other answer is the colour's
 */
export async function countShares(
  service: DeployedService,
  colour: Colour,
  original: string,
  ended: Promise<unknown>,
): Promise<readonly Share[]> {
  const state = { over: false };
  void Promise.allSettled([ended]).then(() => (state.over = true));
  const shares: Share[] = [];
  let before = await service.weight(colour);
  for (let last = false; !last;) {
    // The last batch begins after the end, when nothing moves any more.
    last = state.over;
    const answers = await service.answers(80, batch);
    const after = await service.weight(colour);
    if (after === before) add(shares, after, answers, original);
    before = after;
  }
  await ended;
  return shares;
}

function add(shares: Share[], percent: number, answers: readonly Answer[], original: string): void {
  const known = shares.at(-1)?.percent === percent ? shares.pop() : undefined;
  shares.push({
    percent,
    answers: answers.length + (known?.answers ?? 0),
    ofRevision: answers.filter(({ revision }) => revision !== original).length + (known?.ofRevision ?? 0),
  });
}

/**
 * Each answer is drawn at random with the listener's weights. Five standard deviations of the binomial distribution are
 * exceeded once in a hundred thousand counts; 0 and 100 percent leave nothing to chance.
 */
export function expectWithinSamplingError({ percent, answers, ofRevision }: Share): void {
  const expected = (answers * percent) / 100;
  const deviation = Math.sqrt(expected * (1 - percent / 100));
  const error = Math.abs(ofRevision - expected);
  expect({ percent, answers, ofRevision, within: error <= 5 * deviation }).toEqual({
    percent,
    answers,
    ofRevision,
    within: true,
  });
}
