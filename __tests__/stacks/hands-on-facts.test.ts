import { handsOn, serviceStackJson } from "../support/synthesized";
import { accessFacts } from "./hands-on/access-facts";
import { deliveryFacts } from "./hands-on/delivery-facts";
import { ecsFacts } from "./hands-on/ecs-facts";
import { loadBalancerFacts } from "./hands-on/load-balancer-facts";
import { networkFacts } from "./hands-on/network-facts";
import { securityGroupFacts } from "./hands-on/security-group-facts";
import { spoil } from "./hands-on/spoil";

/** One row per fact of the published hands-on. */
const handsOnFacts = [
  ...networkFacts,
  ...securityGroupFacts,
  ...accessFacts,
  ...loadBalancerFacts,
  ...ecsFacts,
  ...deliveryFacts,
];

const json = serviceStackJson(handsOn);
const spoiledJson = spoil(json);

describe("the hands-on, fact by fact", () => {
  it("has a row for each of its facts", () => {
    expect(handsOnFacts.length).toBeGreaterThanOrEqual(55);
    const rows = handsOnFacts.map(({ about, fact }) => `${about}: ${fact}`);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it.each(handsOnFacts)("$about: $fact", ({ read, expected }) => {
    expect(read(json)).toStrictEqual(expected);
    // A row that anything satisfies would prove nothing.
    expect(read(spoiledJson)).not.toStrictEqual(expected);
  });
});
