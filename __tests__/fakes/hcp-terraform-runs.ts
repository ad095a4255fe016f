import { join } from "node:path";
import { type Answer, failure, found, list, reference, type Resource } from "./hcp-terraform-answer";
import { RemoteRun } from "./hcp-terraform-run";
import type { States } from "./hcp-terraform-states";

interface Configuration {
  readonly speculative: boolean;
  archive?: Buffer;
}

/** As far as the stand-in reads what Terraform asks for. */
interface RunRequest {
  readonly data: {
    readonly attributes: { readonly "save-plan"?: boolean; readonly "refresh-only"?: boolean };
    readonly relationships: { readonly "configuration-version": { readonly data: { readonly id: string } } };
  };
}

/**
 * The runs of a workspace in execution mode "remote", and the configurations that they are made of.
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run
 */
export class RemoteRuns {
  readonly all: RemoteRun[] = [];
  /** What the next plan waits for. */
  gate: Promise<void> = Promise.resolve();
  /** Milliseconds by which the status of a run is late. */
  settling = 0;
  private readonly configurations = new Map<string, Configuration>();
  private readonly underWay: Promise<void>[] = [];

  /** @param environment in which the runs call Terraform */
  constructor(
    private readonly hostname: string,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly states: States,
    private readonly workspace: () => Resource,
  ) {}

  /** The state has changed: no plan of before may be applied. */
  discardSaved(): void {
    for (const run of this.all.filter(({ status }) => status === "planned_and_saved")) run.discard();
  }

  /** Interrupts what is under way, and waits for it. */
  async end(): Promise<void> {
    for (const run of this.all) run.cancel();
    await Promise.all(this.underWay);
  }

  /** What needs a token. */
  api(call: string, content: Buffer): Answer {
    if (call === "POST /workspaces/ws-1/configuration-versions") return this.addConfiguration(content);
    if (call === "POST /runs") return this.addRun(content);
    if (call === "GET /workspaces/ws-1/runs") return list(this.all.map((run) => describeRun(run)));
    const [, kind = "", id = "", rest = ""] = /^\w+ \/([\w-]+)\/([\w-]+)(\/.*)?$/.exec(call) ?? [];
    if (kind === "configuration-versions") return this.readConfiguration(id);
    const run = this.all.find((one) => [one.id, planOf(one), applyOf(one)].includes(id));
    if (run === undefined) return failure(404, "not found");
    switch (`${kind}${rest}`) {
      case "runs":
        return found(describeRun(run), [this.workspace(), this.describePlan(run)]);
      case "runs/run-events":
        return list([]);
      case "runs/actions/apply":
        return this.act(run.isConfirmable, () => {
          this.underWay.push(run.startApply());
        });
      case "runs/actions/cancel":
        return this.act(run.isCancelable, () => {
          run.cancel();
        });
      case "plans":
        return found(this.describePlan(run));
      case "plans/json-output":
      case "runs/plan/json-output":
        return { status: 307, headers: { location: `https://${this.hostname}/archive/${planOf(run)}.json` } };
      case "applies":
        return found(this.describeApply(run));
      default:
        return failure(404, "not found");
    }
  }

  /** What has an address that nobody can guess instead: files on their way in and out. */
  archive(method: string, name: string, query: URLSearchParams, content: Buffer): Answer {
    const configuration = this.configurations.get(name);
    if (method === "PUT" && configuration !== undefined) {
      configuration.archive = content;
      return { status: 200 };
    }
    const run = this.all.find((one) => [`${planOf(one)}.json`, planOf(one), applyOf(one)].includes(name));
    if (run === undefined) return failure(404, "not found");
    if (name === `${planOf(run)}.json`) return { status: 200, body: Buffer.from(run.planJson ?? "") };
    const log = name === planOf(run) ? run.plan.log : run.apply.log;
    const offset = Number(query.get("offset"));
    return { status: 200, body: log.subarray(offset, offset + Number(query.get("limit"))) };
  }

  private addConfiguration(content: Buffer): Answer {
    const { data } = JSON.parse(content.toString()) as { data: { attributes: { speculative?: boolean } } };
    const id = `cv-${this.configurations.size + 1}`;
    this.configurations.set(id, { speculative: data.attributes.speculative ?? false });
    return this.readConfiguration(id);
  }

  private readConfiguration(id: string): Answer {
    const configuration = this.configurations.get(id);
    if (configuration === undefined) return failure(404, "not found");
    const status = configuration.archive === undefined ? "pending" : "uploaded";
    const url = `https://${this.hostname}/archive/${id}`;
    return found({ type: "configuration-versions", id, attributes: { status, "upload-url": url } });
  }

  private addRun(content: Buffer): Answer {
    const { attributes, relationships } = (JSON.parse(content.toString()) as RunRequest).data;
    const configuration = this.configurations.get(relationships["configuration-version"].data.id);
    if (configuration?.archive === undefined) return failure(422, "configuration version is not uploaded");
    const { speculative } = configuration;
    if (!speculative && attributes["save-plan"] !== true)
      return failure(422, "only speculative runs and saved plans here");
    const id = `run-${this.all.length + 1}`;
    const options = { speculative, refreshOnly: attributes["refresh-only"] ?? false };
    const { environment, states, gate, settling } = this;
    const places = { folder: join(this.folder, id), providers: join(this.folder, "providers") };
    const run = new RemoteRun(id, options, { ...places, environment, states, gate, settling });
    this.all.push(run);
    this.underWay.push(run.startPlan(configuration.archive));
    return found(describeRun(run));
  }

  private act(allowed: boolean, action: () => void): Answer {
    if (!allowed) return failure(409, "transition not allowed");
    action();
    return { status: 202 };
  }

  private describePlan(run: RemoteRun): Resource {
    const attributes = {
      status: run.plan.status,
      "has-changes": run.hasChanges,
      "log-read-url": `https://${this.hostname}/archive/${planOf(run)}`,
    };
    return { type: "plans", id: planOf(run), attributes };
  }

  private describeApply(run: RemoteRun): Resource {
    const attributes = {
      status: run.apply.status,
      "log-read-url": `https://${this.hostname}/archive/${applyOf(run)}`,
    };
    return { type: "applies", id: applyOf(run), attributes };
  }
}

const planOf = ({ id }: RemoteRun) => `plan-${id}`;
const applyOf = ({ id }: RemoteRun) => `apply-${id}`;

function describeRun(run: RemoteRun): Resource {
  return {
    type: "runs",
    id: run.id,
    attributes: {
      status: run.status,
      "has-changes": run.hasChanges,
      "is-destroy": false,
      "refresh-only": run.options.refreshOnly,
      "save-plan": !run.options.speculative,
      actions: {
        "is-cancelable": run.isCancelable,
        "is-confirmable": run.isConfirmable,
        "is-discardable": run.isConfirmable,
      },
    },
    relationships: {
      plan: reference("plans", planOf(run)),
      apply: reference("applies", applyOf(run)),
      workspace: reference("workspaces", "ws-1"),
    },
  };
}
