import { createAutoScalingHandler } from "./application-auto-scaling";
import type { Handler } from "./call";
import { codeDeploy, loadBalancersAt } from "./codedeploy";
import { createEc2Handler } from "./ec2";
import { createEcsHandler } from "./ecs/handler";
import { MotoReader } from "./ecs/moto-reader";
import { Services } from "./ecs/services";
import { StandInTasks } from "./ecs/stand-in-tasks";
import { createLoadBalancingHandler } from "./elastic-load-balancing";
import { createKmsHandler } from "./kms";
import { createLogsHandler } from "./logs";
import { MotoClients } from "./moto-clients";
import { createS3Handler } from "./s3";
import type { Upstream } from "./upstream";

/** moto's account. */
const ACCOUNT_ID = "123456789012";

/** Everything that the gateway adds to moto, by the signing name of the service. What is not here is moto's alone. */
export function createHandlers(upstream: Upstream, motoPort: number): ReadonlyMap<string, Handler> {
  const forward = upstream.forward.bind(upstream);
  const clients = new MotoClients(motoPort);
  const reader = new MotoReader(clients);
  const tasks = new StandInTasks(clients, reader);
  const services = new Services(tasks);
  return new Map([
    ["application-autoscaling", createAutoScalingHandler(forward)],
    [
      "codedeploy",
      codeDeploy({
        accountId: ACCOUNT_ID,
        services,
        loadBalancers: loadBalancersAt(`http://127.0.0.1:${motoPort}`),
      }),
    ],
    ["ec2", createEc2Handler(forward)],
    ["ecs", createEcsHandler(forward, services, tasks, reader)],
    ["elasticloadbalancing", createLoadBalancingHandler(forward, clients)],
    ["kms", createKmsHandler(forward)],
    ["logs", createLogsHandler(forward)],
    ["s3", createS3Handler(forward)],
  ]);
}
