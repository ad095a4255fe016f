import { Construct } from "constructs";
import type { Environment, Service } from "../../environments/schema";
import type { TaskDimensions, TrafficDimensions } from "./metrics";
import type { ServiceNames } from "../../environments/names";
import { fewestTasks } from "../../lib/aws/task-limits";
import { Dashboard } from "./dashboard";
import { ServiceAlarms } from "./service-alarms";

export interface ServiceMonitoringProps {
  readonly names: ServiceNames;
  readonly settings: Service;
  readonly environment: Pick<Environment, "cluster" | "region">;
  readonly traffic: TrafficDimensions;
  readonly tasks: TaskDimensions;
  /** Where alarms are heard. @default nowhere: there are none */
  readonly alertTopicArn?: string | undefined;
}

/** What people see of a service when something is wrong: its alarms and its dashboard. */
export class ServiceMonitoring extends Construct {
  /** Names of the alarms that say that what was just released does harm. */
  readonly rollbackAlarmNames: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceMonitoringProps,
  ) {
    super(scope, id);
    const alarms = this.createAlarms();
    this.createDashboard(alarms);
    this.rollbackAlarmNames = alarms?.rollbackAlarmNames ?? [];
  }

  private createAlarms(): ServiceAlarms | undefined {
    const { names, settings, traffic, tasks, alertTopicArn } = this.props;
    if (settings.alarms === undefined || alertTopicArn === undefined) return undefined;
    return new ServiceAlarms(this, "alarms", {
      names: names.alarms,
      traffic,
      tasks,
      fewestTasks: fewestTasks(settings),
      settings: settings.alarms,
      topicArn: alertTopicArn,
    });
  }

  private createDashboard(alarms: ServiceAlarms | undefined): void {
    const { names, settings, environment, traffic, tasks } = this.props;
    if (!settings.dashboard) return;
    new Dashboard(this, "dashboard", {
      name: names.dashboard,
      region: environment.region,
      traffic,
      tasks,
      containerInsights: environment.cluster.containerInsights !== "disabled",
      alarmArns: alarms?.arns ?? [],
      thresholds: settings.alarms,
      deploymentGroup: { application: names.codeDeployApplication, name: names.deploymentGroup },
    });
  }
}
