import { Dashboard } from "../../../src/constructs/monitoring/dashboard";
import { dashboardBody, type DashboardContent } from "../../../src/constructs/monitoring/dashboard-body";
import { counts, jsonOf, resource } from "../../support/synthesized";

const content: DashboardContent = {
  region: "ap-northeast-1",
  traffic: { loadBalancer: "app/Shop/1", targetGroups: { blue: "targetgroup/b/2", green: "targetgroup/g/3" } },
  tasks: { cluster: "Shop", service: "Shop-web" },
  containerInsights: true,
  alarmArns: [],
  deploymentGroup: { application: "Shop-web", name: "Shop-web" },
};

describe("Dashboard", () => {
  it("makes one dashboard of what it is given", () => {
    const json = jsonOf((stack) => new Dashboard(stack, "dashboard", { name: "Shop-web", ...content }));
    expect(counts(json)).toEqual({ aws_cloudwatch_dashboard: 1 });
    const { dashboard_name: name, dashboard_body: body } = resource(json, "aws_cloudwatch_dashboard.dashboard");
    expect(name).toBe("Shop-web");
    expect(JSON.parse(String(body))).toEqual(dashboardBody(content));
  });
});
