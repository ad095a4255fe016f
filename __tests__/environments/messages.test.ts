import { z } from "zod";
import { environmentSchema } from "../../src/environments/schema";
import { handsOnEnvironment } from "./messages/hands-on-environment";
import { handsOnLoadBalancer } from "./messages/hands-on-load-balancer";
import { handsOnNetwork } from "./messages/hands-on-network";
import { handsOnRetained } from "./messages/hands-on-retained";
import { handsOnService } from "./messages/hands-on-service";
import { productionContainer } from "./messages/production-container";
import { productionEnvironment } from "./messages/production-environment";
import { productionLoad } from "./messages/production-load";
import { productionPlatform } from "./messages/production-platform";
import { productionService } from "./messages/production-service";
import { productionSidecar } from "./messages/production-sidecar";
import { changed, changedProduction, problemsOf } from "./support";

const ofHandsOn = [
  ...handsOnEnvironment,
  ...handsOnNetwork,
  ...handsOnLoadBalancer,
  ...handsOnRetained,
  ...handsOnService,
];
const ofProduction = [
  ...productionEnvironment,
  ...productionPlatform,
  ...productionService,
  ...productionContainer,
  ...productionSidecar,
  ...productionLoad,
];

describe("a wrong setting of the hands-on", () => {
  it.each(ofHandsOn)("%s: %j is answered in full", (path, value, message) => {
    expect(problemsOf(changed([path, value]))).toEqual([message]);
  });
});

describe("a wrong setting of production", () => {
  it("has many rows here", () => {
    expect(ofProduction.length).toBeGreaterThanOrEqual(40);
  });

  it.each(ofProduction)("%s: %j is answered in full", (path, value, message) => {
    expect(problemsOf(changedProduction([path, value]))).toEqual([message]);
  });
});

/** As much of a JSON schema as says which settings there are. */
interface Shape {
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
}

/** The paths of all settings that are no objects themselves; what the user names is "*", a place in a list "[n]". */
function settingsOf(shape: Shape, path = ""): readonly string[] {
  const either = shape.anyOf ?? shape.oneOf;
  if (either !== undefined) return either.flatMap((one) => settingsOf(one, path));
  const { additionalProperties: named } = shape;
  const below = [
    ...Object.entries(shape.properties ?? {}).flatMap(([key, part]) => settingsOf(part, `${path}.${key}`)),
    ...(typeof named === "object" ? settingsOf(named, `${path}.*`) : []),
    ...(shape.items === undefined ? [] : settingsOf(shape.items, `${path}[n]`)),
  ];
  return below.length > 0 ? below : [path.slice(1)];
}

const settings = new Set(
  settingsOf(z.toJSONSchema(environmentSchema, { io: "input", unrepresentable: "any" }) as Shape),
);

/** Whether the path that a message begins with leads to this setting. */
function leadsTo(setting: string) {
  const pattern = setting
    .replaceAll(/[.[\]]/g, "\\$&")
    .replaceAll("n\\]", "\\d+\\]")
    .replaceAll("\\.*", '(?:\\.[\\w-]+|\\["[^"]+"\\])');
  return new RegExp(`^[^:]+: ${pattern}: `);
}

describe("the tables", () => {
  const messages = [...ofHandsOn, ...ofProduction].map(([, , message]) => message);

  it("know every setting of the schema", () => {
    expect(settings.size).toBeGreaterThan(170);
    for (const known of ["name", "network.zones[n].name", "services.*.sidecars.*.image", "services.*.dashboard"]) {
      expect(settings).toContain(known);
    }
  });

  it.each([...settings])("have a row for %s", (setting) => {
    expect(messages.filter((message) => leadsTo(setting).test(message))).not.toEqual([]);
  });

  it.each([
    ["services.*.sidecars.*.image", "production: services.api.sidecars.migration.image: 7 is not", true],
    ["services.*.container.environment.*", 'production: services.api.container.environment["A B"]: x', true],
    ["network.zones[n].name", "hands-on: network.zones[0].name: x", true],
    ["network.zones[n].name", "hands-on: network.zones[0]: x", false],
    ["services.*.cpu", "hands-on: services.web.container.cpu: x", false],
  ])("take for a row of %s or not: %s", (setting, message, is) => {
    expect(leadsTo(setting).test(message)).toBe(is);
  });

  it.each(["hands-on", "production"])("begin with nothing wrong in %s", (name) => {
    expect(problemsOf(name === "production" ? changedProduction() : changed())).toEqual([]);
  });
});
