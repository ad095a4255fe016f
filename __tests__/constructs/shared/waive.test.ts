import { S3Bucket } from "../../../src/aws";
import { waive } from "../../../src/constructs/shared/waive";
import { waiversOf } from "../../../src/lib/terraform/waiver";
import { emptyStack, resource, type TerraformJson } from "../../support/synthesized";

const stack = emptyStack();
const logs = new S3Bucket(stack, "logs", { bucket: "logs" });
waive(logs, "CKV_AWS_145", "Load balancers can only write to buckets with S3's own keys.");
waive(logs, "CKV_AWS_18", "A log of the log would never end.");
new S3Bucket(stack, "plain", { bucket: "plain" });
// CDKTF's own helper for tests takes the comments away.
const json = stack.toTerraform() as TerraformJson;

describe("a waived check", () => {
  it("stands in the resource's comment with its reason, beside what CDKTF writes there", () => {
    expect(resource(json, "aws_s3_bucket.logs")).toMatchObject({
      "//": {
        checkov: {
          skip: [
            { id: "CKV_AWS_145", comment: "Load balancers can only write to buckets with S3's own keys." },
            { id: "CKV_AWS_18", comment: "A log of the log would never end." },
          ],
        },
        metadata: { path: "test/logs", uniqueId: "logs" },
      },
      bucket: "logs",
    });
  });

  it("is read from there again", () => {
    expect(waiversOf(resource(json, "aws_s3_bucket.logs"))).toEqual([
      { check: "CKV_AWS_145", reason: "Load balancers can only write to buckets with S3's own keys." },
      { check: "CKV_AWS_18", reason: "A log of the log would never end." },
    ]);
  });

  it("is of that resource only", () => {
    expect(waiversOf(resource(json, "aws_s3_bucket.plain"))).toEqual([]);
  });
});
