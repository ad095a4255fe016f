import { Aspects } from "cdktf";
import { IamRole } from "../../../src/aws";
import { PermissionsBoundary } from "../../../src/constructs/shared/permissions-boundary";
import { boundaryArn } from "../../../src/environments/github-names";
import { jsonOf, resource } from "../../support/synthesized";

test("PermissionsBoundary holds every role of a stack, whoever makes it and when", () => {
  const arn = boundaryArn("staging", "123456789012");
  const json = jsonOf((stack) => {
    new IamRole(stack, "before", { assumeRolePolicy: "{}" });
    Aspects.of(stack).add(new PermissionsBoundary(arn));
    new IamRole(stack, "after", { assumeRolePolicy: "{}" });
  });
  for (const role of ["before", "after"]) {
    expect(resource(json, `aws_iam_role.${role}`)["permissions_boundary"]).toBe(
      "arn:aws:iam::123456789012:policy/staging-github-boundary",
    );
  }
});
