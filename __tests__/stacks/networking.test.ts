import { TerraformOutput } from "cdktf";
import type { Environment } from "../../src/environments/schema";
import { names } from "../../src/environments/names";
import { addNetworking, type NetworkingProps } from "../../src/stacks/networking";
import { plain, plainService } from "../support/services";
import { addresses, jsonOf, ref, resource, type TerraformJson } from "../support/synthesized";

function made(changes: Partial<Environment> = {}, props: Partial<NetworkingProps> = {}): TerraformJson {
  return jsonOf((stack) => {
    const { securityGroups } = addNetworking(stack, {
      environment: { ...plain, ...changes },
      names: names(plain),
      account: "123456789012",
      ...props,
    });
    new TerraformOutput(stack, "endpoints_group", {
      value: securityGroups.endpointsGroupIds[0] ?? "none",
      staticId: true,
    });
  });
}

const withNetwork = (network: Partial<Environment["network"]>, props?: Partial<NetworkingProps>) =>
  made({ network: { ...plain.network, ...network } }, props);
const withServices = (...services: readonly Partial<Environment["services"][string]>[]) =>
  made({ services: Object.fromEntries(services.map((one, index) => [`s${index}`, { ...plainService, ...one }])) });
const json = made();
const endpoints = (of: TerraformJson) =>
  addresses(of, "aws_vpc_endpoint").map((address) => address.replace("aws_vpc_endpoint.endpoints_", ""));
const groups = (of: TerraformJson) => addresses(of, "aws_security_group");

describe("the networking of an environment", () => {
  it("is a network with endpoints for images and logs, and groups of their own", () => {
    expect(addresses(json, "aws_vpc")).toEqual(["aws_vpc.network"]);
    expect(endpoints(json)).toEqual(["ecr_api", "ecr_dkr", "logs", "s3"]);
    expect(groups(json)).toEqual([
      "aws_security_group.security_groups_endpoints",
      "aws_security_group.security_groups_load_balancer",
    ]);
    expect(json.output?.["endpoints_group"]).toEqual({
      value: ref("aws_security_group.security_groups_endpoints", "id"),
    });
  });

  it("takes the rules of the default security group away, unless it shall not", () => {
    expect(addresses(json, "aws_default_security_group")).toEqual([
      "aws_default_security_group.default_security_group",
    ]);
    expect(addresses(withNetwork({ lockDefaultSecurityGroup: false }), "aws_default_security_group")).toEqual([]);
  });

  it("records flows where it shall, under the key of the environment", () => {
    const recorded = withNetwork({ flowLogs: { retentionDays: 30, trafficType: "REJECT" } }, { kmsKeyArn: "arn:key" });
    expect(addresses(json, "aws_flow_log")).toEqual([]);
    expect(resource(recorded, "aws_flow_log.flow_logs")["traffic_type"]).toBe("REJECT");
    expect(resource(recorded, "aws_cloudwatch_log_group.flow_logs_log_group")).toMatchObject({
      name: "/vpc/Lab/flow-logs",
      retention_in_days: 30,
      kms_key_id: "arn:key",
    });
  });

  it("has shared groups where it shall, with each container's port once", () => {
    const shared = made({
      network: { ...plain.network, securityGroups: "shared" },
      services: Object.fromEntries(
        [80, 3000, 80].map((port, index) => [
          `s${index}`,
          { ...plainService, container: { ...plainService.container, port } },
        ]),
      ),
    });
    expect(groups(shared)).toEqual([
      "aws_security_group.security_groups_private",
      "aws_security_group.security_groups_public",
    ]);
    expect(
      addresses(shared, "aws_vpc_security_group_ingress_rule").filter((address) => address.includes("_container_")),
    ).toEqual([
      "aws_vpc_security_group_ingress_rule.security_groups_private_container_3000",
      "aws_vpc_security_group_ingress_rule.security_groups_private_container_80",
    ]);
  });

  it("opens the port of the redirect where there is TLS alone", () => {
    const ports = (of: TerraformJson) =>
      addresses(of, "aws_vpc_security_group_ingress_rule").map((address) => resource(of, address)["from_port"]);
    const https = {
      domainName: "lab.example.com",
      certificate: { type: "issued", hostedZone: "example.com" },
      tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    } as const;
    const tls = made({ loadBalancer: { ...plain.loadBalancer, https, productionPort: 443, testPort: 8443 } });
    expect(ports(json)).toEqual([80]);
    expect(ports(tls)).toEqual([443, 80]);
  });
});

describe("the endpoints of an environment", () => {
  const secret = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:one-AbCdEf";
  const parameter = "arn:aws:ssm:ap-northeast-1:123456789012:parameter/one";
  const reading = (arn: string) => ({ container: { ...plainService.container, secrets: { ONE: arn } } });
  const sidecar = { ...plainService.container, essential: true, image: "nginx:1", secrets: { ONE: secret } };

  it.each<[what: string, of: TerraformJson, more: readonly string[]]>([
    ["a secret of its container", withServices(reading(secret)), ["secretsmanager"]],
    ["a secret of a sidecar", withServices({ sidecars: { proxy: sidecar } }), ["secretsmanager"]],
    ["a parameter", withServices(reading(parameter)), ["ssm"]],
    ["commands in containers", withServices({ executeCommand: true }), ["ssmmessages"]],
    ["what two need once", withServices(reading(secret), reading(secret)), ["secretsmanager"]],
  ])("are those for %s too, where one service needs them", (_, of, more) => {
    expect(endpoints(of)).toEqual([...endpoints(json), ...more].sort());
  });

  it("are those of instances as long as the environment has some, whatever runs on them", () => {
    const ec2Capacity = {
      instanceType: "m7g.large",
      minInstances: 1,
      maxInstances: 2,
      targetCapacityPercent: 100,
      rootVolumeGiB: 30,
    };
    const more = ["ecs", "ecs_agent", "ecs_telemetry"];
    expect(endpoints(made({ cluster: { ...plain.cluster, ec2Capacity } }))).toEqual(
      [...endpoints(json), ...more].sort(),
    );
  });

  it("are that of S3 alone behind NAT, and then need no group", () => {
    const nat = withNetwork({ egress: "single-nat", interfaceEndpoints: false });
    expect(endpoints(nat)).toEqual(["s3"]);
    expect(groups(nat)).toEqual(["aws_security_group.security_groups_load_balancer"]);
    expect(nat.output?.["endpoints_group"]).toEqual({ value: "none" });
  });

  it("let only the account through, unless they shall not", () => {
    const policies = (of: TerraformJson) =>
      addresses(of, "aws_vpc_endpoint").map((address) => "policy" in resource(of, address));
    expect(policies(json)).toEqual([true, true, true, true]);
    expect(policies(withNetwork({ endpointPolicies: false }))).toEqual([false, false, false, false]);
  });
});
