import fc from "fast-check";
import { Faults, throttlingError } from "../../src/local-aws/faults";

const ecs = { service: "ecs", action: "CreateService" };

function chosen(options: object, calls: number): boolean[] {
  const faults = new Faults();
  faults.set(options);
  return Array.from({ length: calls }, () => faults.choose(ecs) !== undefined);
}

describe("faults", () => {
  test("choose nothing until they are asked for, and nothing after they are cleared", () => {
    const faults = new Faults();
    expect(faults.choose(ecs)).toBeUndefined();
    faults.set({ kind: "drop", share: 1 });
    expect(faults.choose(ecs)).toEqual({ kind: "drop", milliseconds: 1000 });
    faults.clear();
    expect(faults.choose(ecs)).toBeUndefined();
    expect(faults.status()).toEqual({ seen: 1, chosen: 1, options: null });
  });

  test("choose the same calls for the same seed, and others for another", () => {
    const options = { kind: "throttle", share: 0.2, seed: 7 };
    expect(chosen(options, 50)).toContain(true);
    expect(chosen(options, 50)).toEqual(chosen(options, 50));
    expect(chosen({ ...options, seed: 8 }, 50)).not.toEqual(chosen(options, 50));
  });

  test("choose about the share that was asked for, whatever the seed", () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) => {
        const hits = chosen({ kind: "throttle", share, seed }, 2000).filter(Boolean).length;
        expect(Math.abs(hits / 2000 - share)).toBeLessThan(0.07);
      }),
    );
  });

  test("leave other services and other actions alone", () => {
    const faults = new Faults();
    faults.set({ kind: "delay", share: 1, milliseconds: 5, services: ["ecs"], actions: ["CreateService"] });
    expect(faults.choose({ service: "ecs", action: "ListServices" })).toBeUndefined();
    expect(faults.choose({ service: "ec2", action: "CreateService" })).toBeUndefined();
    expect(faults.choose(ecs)).toEqual({ kind: "delay", milliseconds: 5 });
    expect(faults.status()).toMatchObject({ seen: 1, chosen: 1 });
  });

  test.each([
    [{ kind: "explode", share: 0.5 }, `✖ Invalid option: expected one of "drop"|"delay"|"throttle"\n  → at kind`],
    [{ kind: "drop", share: 1.5 }, "✖ Too big: expected number to be <=1\n  → at share"],
    [{ kind: "drop", share: 1, often: true }, `✖ Unrecognized key: "often"`],
    [{ kind: "delay", share: 1, milliseconds: -1 }, "✖ Too small: expected number to be >=0\n  → at milliseconds"],
  ])("refuse %j", (options, message) => {
    expect(() => {
      new Faults().set(options);
    }).toThrow(new Error(message));
  });

  test.each([
    ["json", "ecs", "ThrottlingException", 400],
    ["query", "iam", "Throttling", 400],
    ["ec2", "ec2", "RequestLimitExceeded", 503],
    ["rest-xml", "s3", "SlowDown", 503],
    ["rest-xml", "route53", "Throttling", 400],
    ["rest-json", "lambda", "TooManyRequestsException", 429],
    ["cbor", "monitoring", "ThrottlingException", 400],
  ] as const)("throttle %s calls to %s with %s", (protocol, service, code, status) => {
    expect(throttlingError({ protocol, service })).toMatchObject({ code, status });
  });
});
