import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GetDeploymentCommand } from "@aws-sdk/client-codedeploy";
import { DescribeListenersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { Recorder } from "../../../src/operations/conformance/recorder";
import { awsClients, type AwsClients } from "../../../src/operations/release/target/clients";

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

describe("the recorder", () => {
  let answer: Answer;
  const server = createServer((_request, response) => {
    const { status = 200, type = "application/x-amz-json-1.1", body } = answer;
    response.writeHead(status, { "content-type": type }).end(body);
  });
  let recorder: Recorder;
  let aws: AwsClients;
  const environment = { ...process.env };

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    process.env["AWS_ENDPOINT_URL"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env["AWS_ACCESS_KEY_ID"] = "test";
    process.env["AWS_SECRET_ACCESS_KEY"] = "test";
  });

  afterAll(() => {
    process.env = environment;
    server.close();
    server.closeAllConnections();
  });

  beforeEach(() => {
    recorder = new Recorder();
    aws = recorder.listen(awsClients("ap-northeast-1"));
  });

  const getDeployment = () => aws.codeDeploy.send(new GetDeploymentCommand({ deploymentId: "d-1" }));

  it("sees what comes over the wire, nulls and members unknown to the SDK included, and leaves the answer as it is", async () => {
    answer = {
      body: '{"deploymentInfo":{"status":"Baking","revision":{"appSpecContent":{"content":null}},"new":1.5}}',
    };
    const { deploymentInfo } = await recorder.record(getDeployment);
    expect(deploymentInfo).toEqual({ status: "Baking", revision: { appSpecContent: {} } });
    expect(recorder.describe()).toEqual({
      "CodeDeploy GetDeployment": {
        answer: {
          deploymentInfo: "structure",
          "deploymentInfo.new": "number",
          "deploymentInfo.revision": "structure",
          "deploymentInfo.revision.appSpecContent": "structure",
          "deploymentInfo.revision.appSpecContent.content": "null",
          "deploymentInfo.status": "Baking",
        },
        errors: {},
      },
    });
  });

  it("takes answers in XML as the SDK reads them", async () => {
    const listener =
      "<member><Port>80</Port><DefaultActions><member><Type>forward</Type></member></DefaultActions></member>";
    answer = {
      type: "text/xml",
      body: `<DescribeListenersResponse><DescribeListenersResult><Listeners>${listener}</Listeners></DescribeListenersResult></DescribeListenersResponse>`,
    };
    await recorder.record(() => aws.loadBalancing.send(new DescribeListenersCommand({})));
    expect(recorder.describe()["ElasticLoadBalancingV2 DescribeListeners"]?.answer).toEqual({
      Listeners: "list",
      "Listeners[].DefaultActions": "list",
      "Listeners[].DefaultActions[].Type": "forward",
      "Listeners[].Port": "number",
    });
  });

  it("keeps the code and the HTTP status of an error, and throws it on", async () => {
    answer = {
      status: 400,
      body: '{"__type":"DeploymentDoesNotExistException","message":"d-1 in account 123456789012"}',
    };
    await expect(recorder.record(getDeployment)).rejects.toThrow("d-1 in account 123456789012");
    expect(recorder.describe()).toEqual({
      "CodeDeploy GetDeployment": { answer: {}, errors: { DeploymentDoesNotExistException: "400" } },
    });
    expect(recorder.lastError).toBe("DeploymentDoesNotExistException");
  });

  it("keeps no error that is about the caller", async () => {
    answer = { status: 400, body: '{"__type":"AccessDeniedException","message":"no"}' };
    await expect(recorder.record(getDeployment)).rejects.toThrow("no");
    expect(recorder.describe()).toEqual({ "CodeDeploy GetDeployment": { answer: {}, errors: {} } });
  });

  it("keeps nothing of calls that are not to be recorded, those made beside a recorded one included", async () => {
    answer = { body: '{"deploymentInfo":{"status":"Ready"}}' };
    await getDeployment();
    expect(recorder.describe()).toEqual({});
    await Promise.all([getDeployment(), recorder.record(() => Promise.resolve())]);
    expect(recorder.describe()).toEqual({});
  });
});
