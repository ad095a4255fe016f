import type { CreateServiceRequest, DeleteServiceRequest, UpdateServiceRequest } from "@aws-sdk/client-ecs";
import { AwsError, type Call, type Forward, type Reply } from "../../protocol/call";
import { amendJson, type JsonObject, jsonReply, readJson, readReply, seconds, withJson } from "../../protocol/json";
import { checkCreateService } from "../checks/check-create-service";
import { checkControllerChange, nextController } from "../checks/check-deployment-controller";
import { checkUpdateUnderCodeDeploy } from "../checks/check-update-service";
import type { MotoReader } from "../moto-reader";
import { referenceOf } from "../reference";
import { changedSettings, initialSettings, type ServiceSettings } from "../service-settings";
import type { Services } from "../services";
import { showInactiveService, showService, showTaskSet } from "../show-service";
import { placementOf, platformVersion, specificationOf, withDefaults } from "../specification";
import type { RunningService, ServiceReference, TaskSetSpecification } from "../task-set";

/** ECS's calls about services. moto keeps names, tags and status; what runs is kept in {@link Services}. */
export class ServiceOperations {
  /** By service ARN: a service that is deleted and made again starts anew. */
  private readonly settings = new Map<string, ServiceSettings>();

  constructor(
    private readonly forward: Forward,
    private readonly services: Services,
    private readonly reader: MotoReader,
  ) {}

  async create(call: Call): Promise<Reply | undefined> {
    const request = readJson(call) as unknown as CreateServiceRequest;
    // What others deploy stays moto's.
    if (request.deploymentController?.type === "EXTERNAL") return undefined;
    const reference = referenceOf(call, request.cluster, request.serviceName);
    if (this.services.service(reference) !== undefined) {
      throw new AwsError("InvalidParameterException", "Creation of service was not idempotent.");
    }
    const definition = await this.reader.activeTaskDefinition(call.region, request.taskDefinition ?? "");
    await checkCreateService(this.reader, call.region, request, definition);

    const reply = await this.forward(call);
    if (reply.status !== 200) return reply;
    const { serviceArn = "", clusterArn = "" } = serviceIn(reply) as { serviceArn?: string; clusterArn?: string };
    const deploymentController = request.deploymentController?.type ?? "ECS";
    this.settings.set(serviceArn, initialSettings(request, deploymentController));
    await this.services.create(
      { reference, serviceArn, clusterArn, deploymentController, desiredCount: request.desiredCount ?? 0 },
      specificationOf(request, definition.taskDefinitionArn ?? ""),
    );
    return this.amend(call, reply);
  }

  async update(call: Call): Promise<Reply | undefined> {
    const request = readJson(call) as unknown as UpdateServiceRequest;
    const reference = referenceOf(call, request.cluster, request.service);
    const service = this.services.service(reference);
    // Either moto does not know it, or it knows a deleted one.
    if (service === undefined) return this.refuseIfInactive(call, reference);
    const settings = this.settingsOf(service.serviceArn);
    checkControllerChange(request, service, settings);
    const controller = nextController(request, service);
    if (controller === "CODE_DEPLOY") checkUpdateUnderCodeDeploy(request);

    const changes = await this.changesOf(call.region, request, service.specification);
    const { cluster, desiredCount } = request;
    const known = { ...(cluster === undefined ? {} : { cluster }), service: request.service };
    const reply = await this.forward(withJson(call, desiredCount === undefined ? known : { ...known, desiredCount }));
    if (reply.status !== 200) return reply;
    this.settings.set(service.serviceArn, changedSettings(settings, request));
    if (controller !== service.deploymentController) await this.services.changeController(reference, controller);
    if (desiredCount !== undefined) await this.services.scale(reference, desiredCount);
    if (Object.keys(changes).length > 0 || request.forceNewDeployment === true) {
      await this.services.replace(reference, changes);
    }
    return this.amend(call, reply);
  }

  async delete(call: Call): Promise<Reply> {
    const request = readJson(call) as unknown as DeleteServiceRequest;
    const reference = referenceOf(call, request.cluster, request.service);
    const service = this.services.service(reference);
    const replacing = (service?.taskSets.length ?? 0) > 1;
    if (replacing && request.force !== true) {
      throw new AwsError("InvalidParameterException", "The service cannot be stopped while deployments are active.");
    }
    const reply = await this.forward(call);
    if (reply.status !== 200) return reply;
    const answer = this.amend(call, reply);
    if (service === undefined) return answer;
    const settings = this.settingsOf(service.serviceArn);
    const createdAt = seconds(service.createdAt);
    this.settings.set(service.serviceArn, { ...settings, service: { ...settings.service, createdAt } });
    await this.services.delete(reference);
    return answer;
  }

  async describe(call: Call): Promise<Reply> {
    return this.amend(call, await this.forward(call));
  }

  /** moto lists deleted services too. What it lists and was not made here, through CloudFormation for example, is its own. */
  async list(call: Call): Promise<Reply> {
    const cluster = readJson(call)["cluster"] as string | undefined;
    return amendJson(await this.forward(call), (answer) => {
      const arns = (answer["serviceArns"] as string[]).filter(
        (arn) => !this.settings.has(arn) || this.services.service(referenceOf(call, cluster, arn)) !== undefined,
      );
      return { ...answer, serviceArns: arns };
    });
  }

  async describeTaskSets(call: Call): Promise<Reply | undefined> {
    const request = readJson(call) as { cluster?: string; service?: string; taskSets?: string[] };
    const reference = referenceOf(call, request.cluster, request.service);
    await this.services.observeHealth(reference);
    const service = this.services.service(reference);
    if (service === undefined) return undefined;
    const wanted = request.taskSets ?? [];
    const shown = service.taskSets.filter(
      ({ id, taskSetArn }) => wanted.length === 0 || wanted.includes(id) || wanted.includes(taskSetArn),
    );
    return jsonReply({ taskSets: shown.map((taskSet) => showTaskSet(taskSet, service)), failures: [] });
  }

  private settingsOf(serviceArn: string): ServiceSettings {
    return this.settings.get(serviceArn) ?? { service: {}, deployment: {} };
  }

  private amend(call: Call, reply: Reply): Reply {
    const keptHere = ({ clusterArn, serviceArn }: JsonObject): RunningService | undefined =>
      this.services.service(referenceOf(call, clusterArn as string, serviceArn as string));
    const isMotos = (shown: JsonObject): boolean => keptHere(shown) === undefined && shown["status"] === "ACTIVE";
    const show = (moto: JsonObject): JsonObject => {
      if (isMotos(moto)) return moto;
      const [service, settings] = [keptHere(moto), this.settingsOf(moto["serviceArn"] as string)];
      return service === undefined ? showInactiveService(moto, settings) : showService(moto, service, settings);
    };
    if (reply.status !== 200) return reply;
    const answer = readReply(reply) as { service?: JsonObject; services?: JsonObject[] };
    if ([answer.service ?? [], answer.services ?? []].flat().every(isMotos)) return reply;
    return amendJson(reply, () => ({
      ...answer,
      ...(answer.service === undefined ? {} : { service: show(answer.service) }),
      ...(answer.services === undefined ? {} : { services: answer.services.map(show) }),
    }));
  }

  private async changesOf(
    region: string,
    request: UpdateServiceRequest,
    current: TaskSetSpecification,
  ): Promise<Partial<TaskSetSpecification>> {
    const { taskDefinition, loadBalancers, networkConfiguration, capacityProviderStrategy } = request;
    const definition =
      taskDefinition && (await this.reader.activeTaskDefinition(region, taskDefinition)).taskDefinitionArn;
    const network = withDefaults(networkConfiguration);
    return {
      ...(definition === undefined ? {} : { taskDefinition: definition }),
      ...(loadBalancers === undefined ? {} : { loadBalancers }),
      ...(network === undefined ? {} : { networkConfiguration: network }),
      ...(capacityProviderStrategy === undefined ? {} : placementOf({ ...current, capacityProviderStrategy })),
      ...(request.platformVersion === undefined ? {} : { platformVersion: platformVersion(request.platformVersion) }),
    };
  }

  private async refuseIfInactive(call: Call, reference: ServiceReference): Promise<undefined> {
    const { cluster, service } = reference;
    const describe = { ...call, headers: { ...call.headers, "x-amz-target": `${TARGET_PREFIX}.DescribeServices` } };
    const reply = await this.forward(withJson(describe, { cluster, services: [service] }));
    const { services = [] } = readReply(reply) as { services?: { status?: string }[] };
    if (services.some(({ status }) => status !== "ACTIVE"))
      throw new AwsError("ServiceNotActiveException", "Service was not ACTIVE.");
    return undefined;
  }
}

const TARGET_PREFIX = "AmazonEC2ContainerServiceV20141113";

function serviceIn(reply: Reply): JsonObject {
  return readReply(reply)["service"] as JsonObject;
}
