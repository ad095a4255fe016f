import { without } from "../../../src/environments/settings/partial-settings";

describe("without", () => {
  const value = { name: "lab", zones: [{ name: "a", cidr: "x" }, { name: "b" }], service: { cpu: 256 } };

  it("keeps all there is where nothing is wrong", () => {
    expect(without(value, [])).toEqual(value);
  });

  it("takes away what is wrong, and nothing beside it", () => {
    expect(without(value, [["zones", 0, "cidr"], ["service"]])).toStrictEqual({
      name: "lab",
      zones: [{ name: "a", cidr: undefined }, { name: "b" }],
      service: undefined,
    });
  });

  it("keeps the places in a list", () => {
    expect(without(value, [["zones", 0]]).zones).toStrictEqual([undefined, { name: "b" }]);
  });

  it("leaves nothing where the whole is wrong", () => {
    expect(without(value, [[]])).toEqual({});
  });

  it("passes over paths that lead nowhere", () => {
    expect(
      without(value, [
        ["backend", "type"],
        ["name", "first"],
      ]),
    ).toEqual(value);
  });
});
