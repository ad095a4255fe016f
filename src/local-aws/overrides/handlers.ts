import { checkout } from "../../lib/checkout";
import { createAutoScalingHandler } from "./application-auto-scaling";
import { createGroupScalingHandler } from "./auto-scaling";
import type { Handler } from "../protocol/call";
import type { CertificateAuthority } from "../certificate-authority";
import { codeDeploy, motoDependencies, systemClock } from "../codedeploy";
import { DataPlane } from "../data-plane";
import { createEc2Handler } from "./ec2";
import { createEcrHandler } from "./ecr";
import { createEcsHandler } from "../ecs/operations/handler";
import { MotoReader } from "../ecs/moto-reader";
import { Services } from "../ecs/services";
import { StandInTasks } from "../ecs/stand-in-tasks";
import { createLoadBalancingHandler } from "./elastic-load-balancing";
import { createKmsHandler } from "./kms";
import { createLambdaHandler, FunctionCode, Functions, hookInvoker } from "../lambda";
import type { Log } from "../log";
import { createLogsHandler } from "./logs";
import { ACCOUNT_ID } from "../moto/moto";
import { MotoClients } from "../moto/moto-clients";
import { createRoute53Handler } from "./route53";
import { createS3Handler } from "./s3";
import { NetworkInterfaces } from "./network-interfaces/network-interfaces";
import { describeTargetHealth } from "./target-health/describe";
import { Targets } from "./target-health/target-health";
import type { Upstream } from "../protocol/upstream";

/** What the gateway adds to moto. */
export interface Overrides {
  /** By the signing name of the service. What is not here is moto's alone. */
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly dataPlane: DataPlane;
  /** Ends what runs: deployments, functions, listeners. */
  close(): void;
}

export interface OverridesOptions {
  readonly upstream: Upstream;
  readonly motoPort: number;
  /** Where the gateway listens. */
  readonly url: string;
  readonly python: string;
  readonly log: Log;
  readonly authority: CertificateAuthority;
  /** Path of the authority's certificate. */
  readonly authorityFile: string;
  /** Folder of the logs of Lambda functions. */
  readonly functionLogs: string;
  /** How many times faster than on AWS the minutes of deployments pass. */
  readonly speed: number;
}

export function createOverrides({
  upstream,
  motoPort,
  url,
  python,
  log,
  authority,
  authorityFile,
  functionLogs,
  speed,
}: OverridesOptions): Overrides {
  const forward = upstream.forward.bind(upstream);
  const clients = new MotoClients(`http://127.0.0.1:${motoPort}`);
  const reader = new MotoReader(clients);
  const tasks = new StandInTasks(clients, reader);
  const targets = new Targets({ clients, reader, tasks: () => tasks.all(), speed });
  const services = new Services(tasks, (all) => targets.areHealthy(all));
  const interfaces = new NetworkInterfaces(clients, () => tasks.all(), ACCOUNT_ID);
  const dataPlane = new DataPlane({
    clients: clients.loadBalancing,
    certificates: clients.acm,
    authority,
    targets,
    log,
  });
  const code = new FunctionCode(clients.s3);
  const functions = new Functions({
    clients: clients.lambda,
    code,
    endpoint: url,
    authorityFile,
    loopbackPorts: () => dataPlane.loopbackPorts(),
    python,
    root: checkout.root,
    logFolder: functionLogs,
  });
  const deployments = codeDeploy({
    accountId: ACCOUNT_ID,
    services,
    ...motoDependencies(clients),
    hooks: hookInvoker(functions),
    clock: systemClock(speed),
  });
  const loadBalancing = createLoadBalancingHandler(forward, clients, (call) =>
    describeTargetHealth(targets, reader, call),
  );
  const handlers = new Map<string, Handler>([
    ["application-autoscaling", createAutoScalingHandler(forward)],
    ["autoscaling", createGroupScalingHandler(forward)],
    ["codedeploy", deployments],
    ["ec2", targets.watching(createEc2Handler(forward, clients, interfaces), forward)],
    ["ecr", createEcrHandler(forward)],
    ["ecs", createEcsHandler(forward, services, tasks, reader)],
    ["elasticloadbalancing", dataPlane.watching(targets.watching(loadBalancing, forward), forward)],
    ["kms", createKmsHandler(forward)],
    ["lambda", createLambdaHandler(functions, code)],
    ["logs", createLogsHandler(forward)],
    ["route53", createRoute53Handler(forward)],
    ["s3", createS3Handler(forward)],
  ]);
  const close = (): void => {
    deployments.close();
    dataPlane.close();
    functions.close();
  };
  return { handlers, dataPlane, close };
}
