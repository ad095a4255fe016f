import { UsageError } from "../../../src/lib/errors";
import { formatProgress } from "../../../src/operations/release/output/progress-text";
import {
  commandLine,
  onlyService,
  serviceKeys,
  serviceNamed,
} from "../../../src/operations/release/target/service-reference";
import { parseReleaseOptions, parseRollbackOptions, parseStatusOptions } from "../../cli/parsed";

jest.mock("../../../src/environments", () => jest.requireActual<object>("./support/shop-environments"));

const words = (text: string) => text.split(" ");

describe("an environment with one service", () => {
  it.each(["hands-on", "hands-on --service web"])("is told by %s", (args) => {
    expect(parseReleaseOptions(words(args)).serviceKey).toBe("web");
    expect(parseRollbackOptions(words(args)).serviceKey).toBe("web");
    expect(parseStatusOptions(words(`${args} --watch`)).serviceKeys).toEqual(["web"]);
  });

  it("leaves the service out of commands", () => {
    expect(commandLine("release", { environment: "hands-on", serviceKey: "web" }, "--continue")).toBe(
      "npm run release -- hands-on --continue",
    );
  });
});

describe("an environment with several services", () => {
  it("takes one for a release and a rollback", () => {
    expect(parseReleaseOptions(words("shop --service api --yes")).serviceKey).toBe("api");
    expect(parseRollbackOptions(words("--service web shop")).serviceKey).toBe("web");
  });

  it("shows all in a status, or the one that is named, and watches that", () => {
    expect(parseStatusOptions(["shop"]).serviceKeys).toEqual(["web", "api"]);
    expect(parseStatusOptions(words("shop --service api")).serviceKeys).toEqual(["api"]);
    expect(parseStatusOptions(words("shop --service api --watch"))).toEqual({
      environment: "shop",
      serviceKeys: ["api"],
      watch: true,
      json: false,
    });
  });

  it.each([
    [
      "a release of none",
      () => parseReleaseOptions(words("shop --yes")),
      "shop has several services, and a release is of one. Allowed: web, api. Add --service with one of these.",
    ],
    [
      "a rollback of none",
      () => parseRollbackOptions(words("shop --yes")),
      "shop has several services, and a rollback is of one. Allowed: web, api. Add --service with one of these.",
    ],
    [
      "a watch of all",
      () => parseStatusOptions(words("shop --watch")),
      "shop has several services, and --watch follows one. Allowed: web, api. Add --service with one of these.",
    ],
    [
      "a service that it has not",
      () => parseStatusOptions(words("shop --service apii")),
      '"apii" is not a service of shop. Allowed: web, api. Give --service one of these.',
    ],
    [
      "a service that only objects have",
      () => parseReleaseOptions(words("hands-on --service constructor")),
      '"constructor" is not a service of hands-on. Allowed: web. Give --service one of these.',
    ],
    [
      "no name after --service",
      () => parseReleaseOptions(words("shop --service")),
      "Option '--service <name>' argument missing.\n" +
        "Usage: npm run release -- [options] <environment>. All options: npm run release -- --help",
    ],
  ])("refuses %s", (_case, parse, message) => {
    expect(parse).toThrow(new UsageError(message));
  });

  it("names the service in every command for a person to type", () => {
    expect(commandLine("status", { environment: "shop", serviceKey: "api" }, "--watch")).toBe(
      "npm run status -- shop --service api --watch",
    );
    expect(commandLine("rollback", { environment: "shop", serviceKey: "web" })).toBe(
      "npm run rollback -- shop --service web",
    );
    const waiting = { type: "waiting", deployment: "d-1", for: "traffic" } as const;
    expect(formatProgress(waiting, { environment: "shop", serviceKey: "api" })).toBe(
      "d-1 waits before production traffic shifts. Shift it: npm run release -- shop --service api --continue",
    );
  });

  it("is known by its configuration", () => {
    expect(serviceKeys("shop")).toEqual(["web", "api"]);
    expect(serviceNamed("shop", "api").route?.paths).toEqual(["/api/*"]);
    expect(onlyService("shop", ["api"], "a release is of")).toBe("api");
  });
});
