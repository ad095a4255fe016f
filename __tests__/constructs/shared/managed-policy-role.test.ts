import { ManagedPolicyRole } from "../../../src/constructs/shared/managed-policy-role";
import { counts, jsonOf, ref, resource } from "../../support/synthesized";

const json = jsonOf(
  (stack) =>
    new ManagedPolicyRole(stack, "role", {
      name: "deployer",
      trusts: "codedeploy.amazonaws.com",
      policies: ["AWSCodeDeployRoleForECS", "AmazonEC2ContainerRegistryPowerUser", "AmazonECSTaskExecutionRolePolicy"],
    }),
);

describe("ServiceRole", () => {
  it("makes one role and one attachment per policy", () => {
    expect(counts(json)).toEqual({ aws_iam_role: 1, aws_iam_role_policy_attachment: 3 });
  });

  it("lets one AWS service take the role and nobody else", () => {
    const { assume_role_policy: trust, ...rest } = resource(json, "aws_iam_role.role");
    expect(rest).toEqual({ name: "deployer" });
    expect(JSON.parse(String(trust))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "codedeploy.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });

  it.each([
    ["AWSCodeDeployRoleForECS", "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"],
    ["AmazonEC2ContainerRegistryPowerUser", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"],
    ["AmazonECSTaskExecutionRolePolicy", "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
  ])("attaches %s by its real path, under an address that names it", (policy, arn) => {
    expect(resource(json, `aws_iam_role_policy_attachment.role_${policy}`)).toEqual({
      role: ref("aws_iam_role.role", "name"),
      policy_arn: arn,
    });
  });
});
