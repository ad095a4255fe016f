// The order of Jest's test files. On a fresh clone Jest knows no durations; one long end-to-end suite that begins last would
// then run alone at the end.
import Sequencer from "@jest/test-sequencer";

const longest = [
  "production",
  "staging",
  "release",
  "retained",
  "hands-on",
  "throttled",
  "recovery",
  "state-bucket",
  "hcp-remote",
].map((name) => `/e2e/${name}.test.ts`);

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    return [...(await super.sort(tests))].sort((one, other) => rank(one.path) - rank(other.path));
  }
}

function rank(path) {
  const index = longest.findIndex((end) => path.endsWith(end));
  return index === -1 ? longest.length : index;
}
