import { CreateDeploymentConfigCommand } from "@aws-sdk/client-codedeploy";
import {
  CreateListenerCommand,
  CreateRuleCommand,
  type RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { readDeclaredStack } from "../../../../src/operations/adopt/declared";
import { finders } from "../../../../src/operations/adopt/finders";
import { Search } from "../../../../src/operations/adopt/search";
import { CodedeployDeploymentConfig, Lb, LbListener, LbListenerRule } from "../../../../src/aws";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";
import { createSurroundings } from "../../../support/network";
import { jsonOf } from "../../../support/synthesized";

const declared = jsonOf((stack) => {
  const balancer = new Lb(stack, "balancer", { name: "shop" });
  const listener = new LbListener(stack, "listener", { loadBalancerArn: balancer.arn, port: 8000, defaultAction: [] });
  for (const priority of [10, 20]) {
    new LbListenerRule(stack, `rule_${priority}`, { listenerArn: listener.arn, priority, action: [], condition: [] });
  }
  new CodedeployDeploymentConfig(stack, "config", { deploymentConfigName: "shop-canary", computePlatform: "ECS" });
});
const { resources } = readDeclaredStack(JSON.stringify(declared));

describe("finders of a service's share of a listener, and of its shift", () => {
  let local: TestGateway;

  const search = async () => {
    const findings = await new Search(finders, local.aws, new Map()).run(resources);
    return Object.fromEntries(findings.map(({ address, ...finding }) => [address, finding]));
  };

  beforeAll(async () => {
    local = await startTestGateway();
  }, 60_000);

  afterAll(() => local.close());

  it("find nothing in an empty account", async () => {
    const findings = Object.values(await search());
    expect(findings).toHaveLength(5);
    expect(findings.filter(({ outcome }) => outcome !== "absent")).toEqual([]);
  });

  it("find the rule of a priority among others, and a configuration by its name", async () => {
    const { elb, codeDeploy } = local.aws;
    const { loadBalancerArn } = await createSurroundings(local.aws, "shop");
    const answer = { Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } } as const;
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: "HTTP",
        Port: 8000,
        DefaultActions: [answer],
      }),
    );
    const ListenerArn = must(Listeners?.[0]?.ListenerArn);
    const Conditions: RuleCondition[] = [{ Field: "path-pattern", PathPatternConfig: { Values: ["/api/*"] } }];
    const created = await Promise.all(
      [10, 30].map((Priority) =>
        elb.send(new CreateRuleCommand({ ListenerArn, Priority, Conditions, Actions: [answer] })),
      ),
    );
    await codeDeploy.send(
      new CreateDeploymentConfigCommand({
        deploymentConfigName: "shop-canary",
        computePlatform: "ECS",
        trafficRoutingConfig: {
          type: "TimeBasedCanary",
          timeBasedCanary: { canaryPercentage: 10, canaryInterval: 5 },
        },
      }),
    );
    expect(await search()).toEqual({
      "aws_lb.balancer": { outcome: "found", importId: loadBalancerArn },
      "aws_lb_listener.listener": { outcome: "found", importId: ListenerArn },
      "aws_lb_listener_rule.rule_10": { outcome: "found", importId: must(created[0]?.Rules?.[0]?.RuleArn) },
      "aws_lb_listener_rule.rule_20": { outcome: "absent" },
      "aws_codedeploy_deployment_config.config": { outcome: "found", importId: "shop-canary" },
    });
  });
});
