import { environments } from "../../src/environments";
import { ignoredChanges, ignoredAttributes } from "../../src/lib/terraform/ignored-attributes";
import { addresses, elsewhere, resource, serviceStackJson, type TerraformJson } from "../support/synthesized";

const jsons = [...environments(), elsewhere].map((of) => [of.name, serviceStackJson(of)] as const);

/** The `ignore_changes` of each resource that has one with something in it. */
function ignoredIn(json: TerraformJson): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    addresses(json).flatMap((address) => {
      const { ignore_changes: ignored = [] } = (resource(json, address)["lifecycle"] ?? {}) as {
        readonly ignore_changes?: readonly string[];
      };
      return ignored.length === 0 ? [] : [[address, ignored]];
    }),
  );
}

/** What the list says of each resource of a stack; addresses tell what scales a service and by what. */
function listedIn(json: TerraformJson): Readonly<Record<string, readonly string[]>> {
  const all = addresses(json);
  return Object.fromEntries(
    all.flatMap((address) => {
      const [type, id = ""] = address.split(".");
      const listed = ignoredAttributes.find((entry) => entry.resource === type);
      // The redirect from HTTP belongs to no release.
      if (listed === undefined || address === "aws_lb_listener.listeners_redirect") return [];
      const changes = ignoredChanges(listed.resource, {
        autoscaled: all.includes(`aws_appautoscaling_target.${id}_scaling`),
        scheduled: all.some((other) => other.startsWith(`aws_appautoscaling_scheduled_action.${id}_`)),
      });
      return changes.length === 0 ? [] : [[address, changes]];
    }),
  );
}

describe("drift that Terraform leaves alone", () => {
  it.each(jsons)("is in %s exactly what the list says, resource by resource", (_, json) => {
    expect(Object.keys(ignoredIn(json)).length).toBeGreaterThanOrEqual(3);
    expect(ignoredIn(json)).toEqual(listedIn(json));
  });

  it("is all that the list names, in one environment or another", () => {
    const seen = jsons.flatMap(([, json]) =>
      Object.entries(ignoredIn(json)).flatMap(([address, changes]) =>
        changes.map((attribute) => `${address.split(".")[0] ?? ""}.${attribute}`),
      ),
    );
    const named = ignoredAttributes.map(({ resource: type, attribute }) => `${type}.${attribute}`);
    expect(named.length).toBeGreaterThanOrEqual(11);
    expect([...new Set(seen)].sort()).toEqual(named.sort());
  });

  it.each<[environment: string, service: string, desiredCount: "leaves" | "keeps"]>([
    ["hands-on", "web", "keeps"],
    ["staging", "api", "keeps"],
    ["staging", "web", "leaves"],
    ["production", "web", "leaves"],
    ["production", "api", "leaves"],
  ])("of %s's %s %s the number of tasks", (environment, service, desiredCount) => {
    const json = new Map(jsons).get(environment);
    const ignored = json && ignoredIn(json)[`aws_ecs_service.service_${service}`];
    expect(ignored).toContain("task_definition");
    expect(ignored?.includes("desired_count")).toBe(desiredCount === "leaves");
  });
});
