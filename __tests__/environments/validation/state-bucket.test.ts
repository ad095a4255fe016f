import { changed, parse, problemsOf } from "../support";

describe("access logs of the state bucket", () => {
  it("are written to a bucket of a derived name for a year, unless told otherwise", () => {
    expect(parse(changed()).backend).not.toHaveProperty("accessLogs");
    expect(parse(changed(["backend.accessLogs", {}])).backend).toMatchObject({
      accessLogs: { bucket: "container-hands-on-terraform-state-access-logs", retentionDays: 365 },
    });
    const accessLogs = { bucket: "who-was-it", retentionDays: 30 };
    expect(parse(changed(["backend.accessLogs", accessLogs])).backend).toMatchObject({ accessLogs });
  });

  it("are not written to the state bucket itself", () => {
    const bucket = "container-hands-on-terraform-state";
    expect(problemsOf(changed(["backend.accessLogs", { bucket }]))).toEqual([
      `hands-on: backend.accessLogs.bucket: "${bucket}" is also backend.bucket, and each line would cause another one. ` +
        "Allowed: a bucket of its own for the logs. Choose another name, or leave it out to get one.",
    ]);
  });

  it("need a name where none can be made of the state bucket's", () => {
    const bucket = "b".repeat(52);
    expect(problemsOf(changed(["backend.bucket", bucket], ["backend.accessLogs", {}]))).toEqual([
      `hands-on: backend.accessLogs.bucket: missing, and "${bucket}" is too long to make a name of. ` +
        "Allowed: a name for an S3 bucket, or a backend.bucket of up to 51 characters. Name the bucket for the access logs.",
    ]);
    expect(problemsOf(changed(["backend.bucket", "b".repeat(51)], ["backend.accessLogs", {}]))).toEqual([]);
    expect(problemsOf(changed(["backend.bucket", bucket], ["backend.accessLogs", { bucket: "logs" }]))).toEqual([]);
  });

  it("end after 1 to 3650 days", () => {
    expect(problemsOf(changed(["backend.accessLogs", { retentionDays: 0 }]))).toEqual([
      "hands-on: backend.accessLogs.retentionDays: 0 is not a retention of access logs. Allowed: a whole number from 1 to 3650 (days). " +
        "Choose as long as you may have to find out who read the state.",
    ]);
  });
});

describe("two environments that share a state bucket", () => {
  const staging = [
    ["name", "staging"],
    ["project", "Staging"],
  ] as const;

  it.each([
    ["region", "us-east-1"],
    ["kmsKeyArn", "arn:aws:kms:ap-northeast-1:123456789012:key/1"],
    ["accessLogs", {}],
  ])("say the same of it: %s", (setting, value) => {
    const one = changed([`backend.${setting}`, value]);
    expect(problemsOf(one, changed(...staging, [`backend.${setting}`, value]))).toEqual([]);
    expect(problemsOf(one, changed(...staging))).toEqual([
      `staging: backend.${setting}: not what hands-on says of the same bucket "container-hands-on-terraform-state". ` +
        "Allowed: the same in all environments that share a bucket. Write the same in both, or give each a bucket of its own.",
    ]);
    expect(problemsOf(one, changed(...staging, ["backend.bucket", "another"]))).toEqual([]);
  });
});
