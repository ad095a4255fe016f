import { callerAccount } from "../../../src/operations/terraform/caller";
import { type Answer, AwsServer, useServer } from "../../fakes/aws-server";

const region = "ap-northeast-1";

let server: AwsServer;
let restore: () => void;

async function answering(answer: Answer): Promise<void> {
  server = await AwsServer.start(() => answer);
  restore = useServer(server.url);
}

function identity(account: string): Answer {
  const result = `<GetCallerIdentityResult><Account>${account}</Account></GetCallerIdentityResult>`;
  return { status: 200, body: `<GetCallerIdentityResponse>${result}</GetCallerIdentityResponse>` };
}

function stsError(code: string): Answer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>`;
  return { status: 403, body: `<ErrorResponse>${error}</ErrorResponse>` };
}

afterEach(async () => {
  restore();
  await server.stop();
});

test("answers the account of the credentials, where any or this one is allowed", async () => {
  await answering(identity("123456789012"));
  expect(await callerAccount(region)).toBe("123456789012");
  expect(await callerAccount(region, "123456789012")).toBe("123456789012");
});

test("refuses the credentials of another account", async () => {
  await answering(identity("123456789012"));
  await expect(callerAccount(region, "210987654321")).rejects.toMatchObject({
    name: "UsageError",
    message:
      "account: the environment may only touch 210987654321, but the AWS credentials belong to 123456789012. " +
      "Use credentials of the environment's account (AWS_PROFILE chooses a profile).",
  });
});

test("says what to do about expired credentials", async () => {
  await answering(stsError("ExpiredToken"));
  await expect(callerAccount(region)).rejects.toMatchObject({
    name: "UsageError",
    message: "The AWS credentials have expired (ExpiredToken). Log in again, for example: aws sso login",
  });
});

test("says what to do about credentials that AWS does not know", async () => {
  await answering(stsError("InvalidClientTokenId"));
  await expect(callerAccount(region)).rejects.toMatchObject({
    name: "UsageError",
    message: "AWS does not take these credentials (InvalidClientTokenId: no). Check AWS_PROFILE or AWS_ACCESS_KEY_ID.",
  });
});

test("says what to do without any credentials", async () => {
  await answering(identity("123456789012"));
  delete process.env["AWS_ACCESS_KEY_ID"];
  delete process.env["AWS_SECRET_ACCESS_KEY"];
  process.env["AWS_CONFIG_FILE"] = process.env["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent";
  await expect(callerAccount(region)).rejects.toMatchObject({
    name: "UsageError",
    message:
      "There are no AWS credentials that work (Could not load credentials from any providers). " +
      "Log in (`aws sso login`, `aws configure`) and set AWS_PROFILE, or add --local to run it " +
      "against the local AWS.",
  });
});

test("passes on what it cannot explain", async () => {
  await answering({
    status: 400,
    body: "<ErrorResponse><Error><Code>Odd</Code><Message>odd</Message></Error></ErrorResponse>",
  });
  await expect(callerAccount(region)).rejects.toMatchObject({ name: "Odd" });
});
