import { Construct } from "constructs";
import type { Environment, Service } from "../../environments/schema";
import { deploymentConfigName, type ServiceNames } from "../../environments/names";
import { hostFor } from "../../environments/route-request";
import { CodeDeployRole } from "./code-deploy-role";
import { DeploymentConfig } from "./deployment-config";
import { DeploymentGroup } from "./deployment-group";
import type { ProductionAndTest } from "../load-balancer/listener-pair";
import { ManagedPolicyRole } from "../shared/managed-policy-role";
import { SmokeTest, type TestListener } from "./smoke-test";
import type { BlueGreen, TargetGroup } from "../load-balancer/target-group-pair";

export interface BlueGreenDeploymentProps {
  readonly names: ServiceNames;
  readonly settings: Service["deployment"];
  /** Which requests the service gets. @default all */
  readonly route?: Service["route"];
  /** Of the service's own. @default the load balancer's */
  readonly listeners?: Service["listeners"];
  readonly environment: Pick<Environment, "loadBalancer" | "logs" | "permissions" | "region">;
  /** Id of the account. */
  readonly account: string;
  readonly cluster: { readonly name: string; readonly arn: string };
  /** Name of the ECS service. */
  readonly serviceName: string;
  readonly listenerArns: ProductionAndTest<string>;
  /** Rules of these listeners that send requests to the service. @default none: the default actions do */
  readonly listenerRuleArns?: ProductionAndTest<string> | undefined;
  readonly targetGroups: BlueGreen<TargetGroup>;
  readonly loadBalancer: { readonly dnsName: string };
  /** The roles of the tasks, which CodeDeploy has to hand on. */
  readonly taskRoleArns: readonly [string, ...string[]];
  /** Names of the alarms that stop a deployment. @default none */
  readonly alarms?: readonly string[] | undefined;
  /** Of the KMS key that encrypts the log of the smoke test. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
}

/** How releases of one service happen: CodeDeploy's group, what it may do, how it shifts and what it asks meanwhile. */
export class BlueGreenDeployment extends Construct {
  readonly group: DeploymentGroup;
  /** @default none */
  readonly smokeTest: SmokeTest | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BlueGreenDeploymentProps,
  ) {
    super(scope, id);
    const { names, settings, cluster, serviceName, listenerArns, targetGroups, alarms } = props;
    const role = this.createRole();
    this.group = new DeploymentGroup(this, "Resource", {
      names,
      roleArn: role.arn,
      clusterName: cluster.name,
      serviceName,
      listenerArns,
      targetGroups,
      config: this.configName(),
      deployment: settings,
      alarms,
      after: role.ready,
    });
    this.smokeTest = this.createSmokeTest();
  }

  private createRole(): ManagedPolicyRole | CodeDeployRole {
    const { names, settings, environment, listenerRuleArns, alarms = [] } = this.props;
    if (environment.permissions === "aws-managed-policies") {
      return new ManagedPolicyRole(this, "role", {
        name: names.codeDeployRole,
        trusts: "codedeploy.amazonaws.com",
        policies: ["AWSCodeDeployRoleForECS", "AmazonEC2ContainerRegistryPowerUser"],
      });
    }
    return new CodeDeployRole(this, "role", {
      name: names.codeDeployRole,
      account: this.props.account,
      region: environment.region,
      deploymentGroup: { application: names.codeDeployApplication, name: names.deploymentGroup },
      cluster: this.props.cluster,
      serviceName: this.props.serviceName,
      listenerArns: this.props.listenerArns,
      listenerRuleArns: listenerRuleArns && [listenerRuleArns.production, listenerRuleArns.test],
      passableRoleArns: this.props.taskRoleArns,
      hookNames: settings.hooks === undefined ? [] : [names.smokeTest.function],
      watchesAlarms: settings.rollbackOnAlarm && alarms.length > 0,
    });
  }

  private configName(): string {
    const { names, settings } = this.props;
    const { config = "CodeDeployDefault.ECSAllAtOnce", shift } = settings;
    if (shift === undefined) return config;
    return new DeploymentConfig(this, "config", { name: deploymentConfigName(names, shift), shift }).name;
  }

  private createSmokeTest(): SmokeTest | undefined {
    const { names, settings, environment, account } = this.props;
    const test = settings.hooks?.afterAllowTestTraffic;
    if (test === undefined) return undefined;
    return new SmokeTest(this, "smoke_test", {
      names: names.smokeTest,
      test,
      listener: this.testListener(),
      region: environment.region,
      account,
      deploymentGroupArn: this.group.arn,
      logRetentionDays: environment.logs.retentionDays,
      kmsKeyArn: this.props.kmsKeyArn,
    });
  }

  private testListener(): TestListener {
    const { environment, route, listeners, loadBalancer } = this.props;
    const { https, testPort } = environment.loadBalancer;
    const usualName = https?.domainName ?? loadBalancer.dnsName;
    return {
      protocol: https === undefined ? "http" : "https",
      host: loadBalancer.dnsName,
      port: listeners?.testPort ?? testPort,
      name: (route && hostFor(route, usualName)) ?? usualName,
    };
  }
}
