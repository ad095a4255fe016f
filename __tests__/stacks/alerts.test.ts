import { addAlerts, type AlertsProps } from "../../src/stacks/alerts";
import { production } from "../support/synthesized";
import { addresses, jsonOf, ref, resource } from "../support/synthesized";

const props: AlertsProps = {
  environment: production,
  names: { alertTopic: "shop-alerts", balancerAlarm: "shop-balancer-errors" },
  account: "123456789012",
  loadBalancer: { arnSuffix: "app/shop/1" },
};

function made(changes: Partial<AlertsProps> = {}) {
  let topic: ReturnType<typeof addAlerts>;
  const json = jsonOf((stack) => {
    topic = addAlerts(stack, { ...props, ...changes });
  });
  return { json, topic };
}

describe("the alerts of an environment", () => {
  it("are a topic that people hear, and the alarm of the load balancer that tells it", () => {
    const { json, topic } = made();
    expect(addresses(json)).toEqual([
      "aws_cloudwatch_metric_alarm.balancer_errors",
      "aws_sns_topic.alerts",
      "aws_sns_topic_policy.alerts_policy",
      "aws_sns_topic_subscription.alerts_on-call_40example_2ecom",
    ]);
    expect(topic).toBeDefined();
    expect(resource(json, "aws_cloudwatch_metric_alarm.balancer_errors")).toMatchObject({
      alarm_name: "shop-balancer-errors",
      alarm_actions: [ref("aws_sns_topic.alerts", "arn")],
    });
  });

  it("are encrypted with the environment's key where it has one", () => {
    const topicOf = (json: ReturnType<typeof made>["json"]) => resource(json, "aws_sns_topic.alerts");
    expect(topicOf(made({ kmsKeyArn: "arn:key" }).json)["kms_master_key_id"]).toBe("arn:key");
    expect(topicOf(made().json)["kms_master_key_id"]).not.toBe("arn:key");
  });

  it("are none where nobody wants to hear", () => {
    const { alerts, ...silent } = production;
    expect(alerts).toBeDefined();
    const { json, topic } = made({ environment: silent });
    expect(addresses(json)).toEqual([]);
    expect(topic).toBeUndefined();
  });
});
