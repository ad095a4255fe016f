import { ignoredAttributes } from "../../../../../src/lib/terraform/ignored-attributes";
import { brief, findingsIn } from "../../support";

/** What has a finding of its own: see deployment-controller.test.ts. */
const expected = ignoredAttributes.filter(({ attribute }) => attribute !== "deployment_controller");

describe("drift", () => {
  it.each(expected.map(({ resource, attribute, owner }) => [resource, attribute, owner] as const))(
    "of %s.%s is expected",
    (resource, attribute, owner) => {
      const change = { actions: ["update"], before: { [attribute]: "one" }, after: { [attribute]: "two" } };
      const findings = findingsIn({ drift: { [`${resource}.web`]: change } });
      expect(brief(findings)).toEqual([`note drift-expected ${resource}.web`]);
      expect(findings[0]?.what).toBe(`${owner} changed ${attribute}, as it should.`);
    },
  );

  it("of anything else is not, and told apart from what is in the same resource", () => {
    const change = {
      actions: ["update"],
      before: { port: 80, default_action: [{ type: "forward", target_group_arn: "a" }] },
      after: { port: 81, default_action: [{ type: "forward", target_group_arn: "b" }] },
    };
    const findings = findingsIn({ drift: { "aws_lb_listener.web": change } });
    expect(brief(findings)).toEqual([
      "warn drift-unexpected aws_lb_listener.web",
      "note drift-expected aws_lb_listener.web",
    ]);
    expect(findings[0]?.what).toBe("port changed, and not by Terraform.");
  });

  it("is none where only the way to say nothing changed", () => {
    const change = { actions: ["update"], before: { tags: null, name: "" }, after: { tags: {}, name: null } };
    expect(findingsIn({ drift: { "aws_lb.web": change } })).toEqual([]);
  });

  it("of a group's rules is somebody's, except for the first time that Terraform reads them", () => {
    const rule = [{ cidr_blocks: ["10.0.0.0/8"] }];
    const drifted = (before: unknown) => ({
      "aws_security_group.web": {
        actions: ["update"],
        before: { ingress: before },
        after: { ingress: [...rule, ...rule] },
      },
    });
    const [first, ...others] = findingsIn({ drift: drifted([]) });
    expect(others).toEqual([]);
    expect(first).toMatchObject({ id: "drift-first-read", details: ["aws_security_group.web: ingress"] });
    expect(brief(findingsIn({ drift: drifted(rule) }))).toEqual(["warn drift-unexpected aws_security_group.web"]);
  });

  it("is a resource that vanished", () => {
    const change = { actions: ["delete"], before: { name: "web" } };
    expect(brief(findingsIn({ drift: { "aws_lb.web": change } }))).toEqual(["warn drift-vanished aws_lb.web"]);
  });
});
