import { LogGroup } from "../../../src/constructs/shared/log-group";
import { counts, jsonOf, resource } from "../../support/synthesized";

describe("LogGroup", () => {
  it("keeps events for good where no retention is asked for", () => {
    const json = jsonOf((stack) => new LogGroup(stack, "log_group", { name: "shop" }));
    expect(counts(json)).toEqual({ aws_cloudwatch_log_group: 1 });
    expect(resource(json, "aws_cloudwatch_log_group.log_group")).toEqual({ name: "shop" });
  });

  it("deletes events after the days asked for", () => {
    const json = jsonOf((stack) => new LogGroup(stack, "log_group", { name: "shop", retentionDays: 30 }));
    expect(resource(json, "aws_cloudwatch_log_group.log_group")).toEqual({ name: "shop", retention_in_days: 30 });
  });

  it("is encrypted with the key asked for", () => {
    const json = jsonOf((stack) => new LogGroup(stack, "log_group", { name: "shop", kmsKeyArn: "arn:key" }));
    expect(resource(json, "aws_cloudwatch_log_group.log_group")).toEqual({ name: "shop", kms_key_id: "arn:key" });
  });
});
