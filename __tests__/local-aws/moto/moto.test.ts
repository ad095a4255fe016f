import { CreateTagsCommand, CreateVpcCommand, DeleteTagsCommand, DescribeTagsCommand } from "@aws-sdk/client-ec2";
import { startTestGateway, type TestGateway } from "../../support/gateway";

let local: TestGateway;

beforeAll(async () => {
  local = await startTestGateway();
}, 120_000);

afterAll(() => local.close());

/** moto looks at every tag with every one of these patterns: long enough for another call to change the tags meanwhile. */
const patterns = Array.from({ length: 800 }, (_, index) => `other-${index}*`);
const tags = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: "value" }));

test("moto answers calls that read what others change at the same time", async () => {
  const { ec2 } = local.aws;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const Resources = [Vpc?.VpcId ?? ""];
  const rounds = 12;
  let changing = true;
  const change = async () => {
    for (let round = 0; round < rounds; round++) {
      await ec2.send(new CreateTagsCommand({ Resources, Tags: tags }));
      await ec2.send(new DeleteTagsCommand({ Resources, Tags: tags }));
    }
    changing = false;
  };
  const read = async () => {
    let answers = 0;
    for (; changing; answers++) {
      await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: "key", Values: patterns }] }));
    }
    return answers;
  };
  const [, ...reads] = await Promise.all([change(), read(), read()]);
  expect(reads.every((answers) => answers >= 3)).toBe(true);
});
