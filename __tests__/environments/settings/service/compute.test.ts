import { compute } from "../../../../src/environments/settings/service/compute";

function problems(input: unknown): string[] {
  return (compute.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("compute", () => {
  it("is Fargate where nothing is said", () => {
    expect(compute.parse(undefined)).toEqual({ type: "fargate" });
  });

  it("keeps one task of a service on spot, and every second one beyond it, on demand", () => {
    expect(compute.parse({ type: "fargate-spot" })).toEqual({
      type: "fargate-spot",
      onDemandBase: 1,
      onDemandWeight: 1,
      spotWeight: 1,
    });
  });

  it("takes instances", () => {
    expect(compute.parse({ type: "ec2" })).toEqual({ type: "ec2" });
  });

  it.each([
    [
      { type: "lambda" },
      'type: "lambda" is not a type of compute. Allowed: fargate, fargate-spot, ec2. Choose one of these.',
    ],
    [{}, "type: missing; it takes a type of compute. Allowed: fargate, fargate-spot, ec2. Choose one of these."],
    [
      "fargate",
      ': "fargate" is not a choice of compute. Allowed: an object with type. Write { type: "fargate" } here.',
    ],
    [{ type: "fargate", spotWeight: 1 }, ": no such setting. Allowed: type. Correct its spelling or remove it."],
    [
      { type: "fargate-spot", spotWeight: 1001 },
      "spotWeight: 1001 is not a weight of a capacity provider. Allowed: a whole number from 0 to 1000 (shares of the " +
        "tasks beyond the base). Two weights of 1 place every second task on each.",
    ],
    [
      { type: "fargate-spot", onDemandBase: -1 },
      "onDemandBase: -1 is not a base of a capacity provider. Allowed: a whole number from 0 to 100000 (tasks). Choose " +
        "as many as can serve all traffic in need.",
    ],
  ])("refuses %j", (input, message) => {
    expect(problems(input)).toEqual([message]);
  });
});
