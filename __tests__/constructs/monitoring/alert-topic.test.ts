import { AlertTopic } from "../../../src/constructs/monitoring/alert-topic";
import { counts, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

function synthesize(emails: readonly string[], kmsKeyArn?: string): TerraformJson {
  return jsonOf(
    (stack) =>
      new AlertTopic(stack, "alert_topic", {
        name: "Shop-alerts",
        account: "123456789012",
        region: "ap-northeast-1",
        kmsKeyArn,
        emails,
      }),
  );
}

const arn = ref("aws_sns_topic.alert_topic", "arn");

describe("AlertTopic", () => {
  it("takes messages from this account's alarms in this region only", () => {
    const json = synthesize(["ops@example.com"]);
    expect(counts(json)).toEqual({ aws_sns_topic: 1, aws_sns_topic_policy: 1, aws_sns_topic_subscription: 1 });
    const { arn: of, policy } = resource(json, "aws_sns_topic_policy.alert_topic_policy");
    expect(of).toBe(arn);
    expect(JSON.parse(String(policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AlarmsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: arn,
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:*" },
          },
        },
      ],
    });
  });

  it("is encrypted with the key it is given, and never with SNS's own, which silences alarms", () => {
    expect(resource(synthesize(["ops@example.com"], "arn:key"), "aws_sns_topic.alert_topic")).toEqual({
      name: "Shop-alerts",
      kms_master_key_id: "arn:key",
    });
    expect(resource(synthesize(["ops@example.com"]), "aws_sns_topic.alert_topic")).toEqual({ name: "Shop-alerts" });
  });

  it("writes to each address, at a Terraform address that no other address moves", () => {
    const subscription = (endpoint: string) => ({ topic_arn: arn, protocol: "email", endpoint });
    const json = synthesize(["a.b@example.com", "a_b@example.com"]);
    expect(json.resource?.["aws_sns_topic_subscription"]).toEqual({
      alert_topic_a_2eb_40example_2ecom: subscription("a.b@example.com"),
      alert_topic_a_5fb_40example_2ecom: subscription("a_b@example.com"),
    });
    expect(Object.keys(synthesize(["a_b@example.com"]).resource?.["aws_sns_topic_subscription"] ?? {})).toEqual([
      "alert_topic_a_5fb_40example_2ecom",
    ]);
  });
});
