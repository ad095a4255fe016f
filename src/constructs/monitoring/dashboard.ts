import { Construct } from "constructs";
import { CloudwatchDashboard } from "../../aws";
import { dashboardBody, type DashboardContent } from "./dashboard-body";
import { jsonText } from "../shared/json-text";

export interface DashboardProps extends DashboardContent {
  /** Unique in the account, over all regions: letters, digits, hyphens and underscores. */
  readonly name: string;
}

/** A service at a glance, for who is on call. The account's first three dashboards are free, others 3 USD a month each. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, ...content }: DashboardProps) {
    super(scope, id);
    new CloudwatchDashboard(this, "Resource", {
      dashboardName: name,
      dashboardBody: jsonText(this, dashboardBody(content)),
    });
  }
}
