import { brief, findingsIn } from "../../support";

const under = (type: string) => ({ name: "web", deployment_controller: [{ type }] });
const [codeDeploy, ecs] = [under("CODE_DEPLOY"), under("ECS")];
const address = "aws_ecs_service.web";
const group = { ecs_service: [{ cluster_name: "shop", service_name: "web" }] };

describe("a plan that changes a service's deployment controller", () => {
  it("is told as the outage that a replacement is, once, with the other way to do it", () => {
    const change = {
      actions: ["delete", "create"],
      before: codeDeploy,
      after: ecs,
      replace_paths: [["deployment_controller", 0, "type"]],
    };
    expect(findingsIn({ changes: { [address]: change } })).toEqual([
      {
        id: "deployment-controller-changed",
        severity: "hard-outage",
        address,
        constructPath: "web",
        what:
          "The service is replaced, because deployment_controller cannot change in place: " +
          "the plan changes its deployment controller from CODE_DEPLOY to ECS.",
        why:
          "All its tasks stop before new ones start, with the revision that Terraform declares. AWS can change the " +
          "controller of a running service; the AWS provider can since version 6.4.",
        todo:
          "Add deployment_controller to the service's ignore_changes. To change it on purpose, use " +
          "aws ecs update-service --deployment-controller, at a time when no deployment runs.",
      },
    ]);
  });

  it.each([
    [
      codeDeploy,
      ecs,
      "The deployment controller of the service changes from CODE_DEPLOY to ECS.",
      "CodeDeploy deploys only services under CODE_DEPLOY: releases and rollbacks are refused, and who deploys must use UpdateService.",
    ],
    [
      ecs,
      codeDeploy,
      "The deployment controller of the service changes from ECS to CODE_DEPLOY.",
      "AWS names this way back, but leaves it out of its list of valid changes: the apply may stop here.",
    ],
    [
      codeDeploy,
      { name: "web", deployment_controller: [] },
      "The deployment controller of the service changes from CODE_DEPLOY to ECS.",
      "CodeDeploy deploys only services under CODE_DEPLOY: releases and rollbacks are refused, and who deploys must use UpdateService.",
    ],
  ])("is a warning where the provider changes it in place: %j to %j", (before, after, what, why) => {
    const findings = findingsIn({ changes: { [address]: { actions: ["update"], before, after } } });
    expect(brief(findings)).toEqual([`warn deployment-controller-changed ${address}`]);
    expect(findings[0]).toMatchObject({ what, why });
  });

  it("is nobody's matter where CodeDeploy deploys the service neither before nor after", () => {
    const change = { actions: ["update"], before: ecs, after: under("EXTERNAL") };
    expect(findingsIn({ changes: { [address]: change } })).toEqual([]);
  });

  it("leaves a replacement for another reason to the rule for outages", () => {
    const change = {
      actions: ["delete", "create"],
      before: codeDeploy,
      after: { ...codeDeploy, name: "shop" },
      replace_paths: [["name"]],
    };
    expect(brief(findingsIn({ changes: { [address]: change } }))).toEqual([`hard-outage hard-outage ${address}`]);
  });
});

describe("a service that somebody moved to another deployment controller", () => {
  const moved = { actions: ["update"], before: codeDeploy, after: ecs };

  it("is told when Terraform sees it for the first time", () => {
    const findings = findingsIn({ prior: { [address]: ecs }, drift: { [address]: moved } });
    expect(findings).toEqual([
      {
        id: "deployment-controller-moved",
        severity: "warn",
        address,
        constructPath: "web",
        what: "The service is under the deployment controller ECS, not CODE_DEPLOY.",
        why: "CodeDeploy deploys only services under CODE_DEPLOY: releases and rollbacks are refused, and who deploys must use UpdateService.",
        todo: "Terraform leaves this alone. `npm run status` names the way back.",
      },
    ]);
  });

  it("is told by every later review, as long as a deployment group names it", () => {
    const prior = { [address]: ecs, "aws_codedeploy_deployment_group.web": group };
    expect(brief(findingsIn({ prior }))).toEqual([`warn deployment-controller-moved ${address}`]);
  });

  it("is none that CodeDeploy never deployed, and none that is back", () => {
    expect(findingsIn({ prior: { [address]: ecs } })).toEqual([]);
    const back = { [address]: codeDeploy, "aws_codedeploy_deployment_group.web": group };
    expect(findingsIn({ prior: back })).toEqual([]);
  });
});
