import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RequestCertificateCommand } from "@aws-sdk/client-acm";
import { CreateListenerCommand, ModifyListenerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OpenListener, OpenLoadBalancer } from "../../../src/local-aws/data-plane";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { must } from "../../support/must";
import { createSurroundings, type Surroundings } from "../../support/network";
import { ask, askSecurely } from "./http";

let local: TestGateway;
let around: Surroundings;
let ca: string;
let listenerArn: string;

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, "shop");
  ca = readFileSync(join(local.folder, "ca.pem"), "utf8");
  listenerArn = await createListener(await createCertificate("shop.example.com", "*.shop.example.com"));
}, 120_000);

afterAll(() => local.close());

async function createCertificate(DomainName: string, ...others: readonly string[]): Promise<string> {
  const names = others.length === 0 ? {} : { SubjectAlternativeNames: [...others] };
  const command = new RequestCertificateCommand({ DomainName, ...names, ValidationMethod: "DNS" });
  return must((await local.aws.acm.send(command)).CertificateArn);
}

/** A listener that answers "here". */
async function createListener(CertificateArn: string): Promise<string> {
  const action = { Type: "fixed-response", FixedResponseConfig: { StatusCode: "200", MessageBody: "here" } } as const;
  const command = new CreateListenerCommand({
    LoadBalancerArn: around.loadBalancerArn,
    Protocol: "HTTPS",
    Port: 8443,
    Certificates: [{ CertificateArn }],
    DefaultActions: [action],
  });
  return must((await local.aws.elb.send(command)).Listeners?.[0]?.ListenerArn);
}

async function listener(): Promise<OpenListener> {
  const answer = await fetch(`${local.gateway.url}/_local/load-balancers`);
  const [loadBalancer] = (await answer.json()) as readonly OpenLoadBalancer[];
  return must(loadBalancer?.listeners.find(({ arn }) => arn === listenerArn));
}

describe("a listener of HTTPS", () => {
  test("is listed with an address of https", async () => {
    const url = expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/) as string;
    expect(await listener()).toEqual({ arn: listenerArn, port: 8443, protocol: "HTTPS", url });
  });

  test.each(["shop.example.com", "admin.shop.example.com"])(
    "answers those who trust its authority and call it %s",
    async (servername) => {
      const { url } = await listener();
      expect(await askSecurely(url, { ca, servername })).toMatchObject({ status: 200, body: "here" });
    },
  );

  test.each(["127.0.0.1", "localhost"])("answers them on this machine as %s", async (host) => {
    const { url } = await listener();
    expect(await askSecurely(url.replace("127.0.0.1", host), { ca })).toMatchObject({ status: 200, body: "here" });
  });

  test("does not pass for another name, nor for the load balancer's own", async () => {
    const { url } = await listener();
    for (const servername of ["shop.example.org", "shop-1.ap-northeast-1.elb.amazonaws.com"]) {
      await expect(askSecurely(url, { ca, servername })).rejects.toMatchObject({
        code: "ERR_TLS_CERT_ALTNAME_INVALID",
      });
    }
  });

  test("is not believed by those who do not know the authority, and speaks no plain HTTP", async () => {
    const { url } = await listener();
    const unknown = { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" };
    await expect(askSecurely(url, { servername: "shop.example.com" })).rejects.toMatchObject(unknown);
    await expect(ask(url.replace("https:", "http:"))).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  test("gets the names of another certificate once it has that one", async () => {
    const CertificateArn = await createCertificate("shop.example.org");
    await local.aws.elb.send(
      new ModifyListenerCommand({ ListenerArn: listenerArn, Certificates: [{ CertificateArn }] }),
    );
    const { url } = await listener();
    expect(await askSecurely(url, { ca, servername: "shop.example.org" })).toMatchObject({ status: 200 });
    await expect(askSecurely(url, { ca, servername: "shop.example.com" })).rejects.toMatchObject({
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
    });
  });
});
