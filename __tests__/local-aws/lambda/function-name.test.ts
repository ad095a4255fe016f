import { AwsError } from "../../../src/local-aws/protocol/call";
import { readFunctionName } from "../../../src/local-aws/lambda/function-name";

const region = "ap-northeast-1";

test.each([
  ["smoke-test", { region, name: "smoke-test", qualifier: undefined }],
  ["smoke-test:live", { region, name: "smoke-test", qualifier: "live" }],
  ["smoke-test:$LATEST", { region, name: "smoke-test", qualifier: "$LATEST" }],
  ["123456789012:function:smoke-test", { region, name: "smoke-test", qualifier: undefined }],
  ["123456789012:smoke-test:3", { region, name: "smoke-test", qualifier: "3" }],
  [
    "arn:aws:lambda:eu-west-1:123456789012:function:smoke-test",
    { region: "eu-west-1", name: "smoke-test", qualifier: undefined },
  ],
  [
    "arn:aws:lambda:eu-west-1:123456789012:function:smoke-test:7",
    { region: "eu-west-1", name: "smoke-test", qualifier: "7" },
  ],
])("%s is read", (text, expected) => {
  expect(readFunctionName(text, region)).toEqual(expected);
});

test.each(["", "smoke test", "arn:aws:sqs:eu-west-1:123456789012:queue", "../smoke-test", "a:b:c"])(
  "%j is refused",
  (text) => {
    expect(() => readFunctionName(text, region)).toThrow(
      new AwsError(
        "InvalidParameterValueException",
        `"${text}" is neither the name nor the ARN of a Lambda function. Name it as "name", "name:alias" or ` +
          '"arn:aws:lambda:<region>:<account>:function:<name>".',
      ),
    );
  },
);
