import type { StackJson } from "../../lib/terraform/stack-json";
import type { FileReport } from "./report";

const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const readBucket = { Effect: "Allow", Action: "s3:GetObject", Resource: "${aws_s3_bucket.data.arn}/*" };

/**
 * A stack full of mistakes, in every form in which CDKTF writes things, scanned along with the real ones. If checkov one
 * day stops to understand a form, it finds nothing wrong there, in the real ones neither.
 */
export const knownBad: StackJson = {
  provider: { aws: [{ region: "ap-northeast-1" }] },
  data: {},
  resource: {
    aws_s3_bucket: { data: { bucket: "data" } },
    aws_cloudwatch_log_group: { attribute: { name: "attribute", retention_in_days: 30 } },
    aws_ecr_repository: { block: { name: "block", image_scanning_configuration: { scan_on_push: false } } },
    aws_ecs_cluster: { list: { name: "list", setting: [{ name: "containerInsights", value: "disabled" }] } },
    aws_iam_role_policy: {
      text: { role: "role", policy: JSON.stringify({ Version: "2012-10-17", Statement: [readBucket, everything] }) },
    },
    aws_vpc: { watched: { cidr_block: "10.0.0.0/16" }, unwatched: { cidr_block: "10.1.0.0/16" } },
    aws_flow_log: { reference: { vpc_id: "${aws_vpc.watched.id}", traffic_type: "ALL" } },
  },
};

/** A mistake of it for each form, as `check resource`. */
const mistakes = [
  "CKV_AWS_338 attribute",
  "CKV_AWS_163 block",
  "CKV_AWS_65 list",
  "CKV_AWS_355 text",
  "CKV2_AWS_11 unwatched",
];

/** What is right in it: checkov sees it only if it follows references. */
const noMistake = "CKV2_AWS_11 watched";

/** @throws if checkov does not see what is wrong with it */
export function assertSeen({ passed, failed }: FileReport): void {
  const found = new Set(failed.map(({ check, id }) => `${check} ${id}`));
  const fine = new Set(passed.map(({ check, id }) => `${check} ${id}`));
  const missed = [
    ...mistakes.filter((mistake) => !found.has(mistake)),
    ...(fine.has(noMistake) ? [] : [`${noMistake} (right, but not seen as right)`]),
  ];
  if (missed.length > 0) {
    throw new Error(
      `checkov overlooks what is known to be wrong, so what it says of the rest means nothing: ${missed.join(", ")}. ` +
        "Was its version changed? It is in script/setup/checkov-requirements.txt.",
    );
  }
}
