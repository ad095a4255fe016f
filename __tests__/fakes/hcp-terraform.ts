import type { IncomingMessage } from "node:http";
import { type Answer, failure, found, list, reference, type Resource } from "./hcp-terraform-answer";
import { StandInHost } from "./hcp-terraform-host";
import { RemoteRuns } from "./hcp-terraform-runs";
import { States } from "./hcp-terraform-states";

interface Place {
  readonly hostname: string;
  readonly organization: string;
  readonly name: string;
}

/**
 * Stands in for HCP Terraform as far as one workspace goes: discovery, the workspace, its lock, its states and its runs.
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class HcpTerraform {
  /** Method and path of each call, in their order. */
  readonly calls: string[] = [];
  /** By hand, or by a Terraform of the caller. */
  locked = false;
  /** Who calls Terraform: the workspace's own runs do, or the caller does. */
  execution: "local" | "remote";
  readonly runs: RemoteRuns;
  private readonly stateVersions: States;

  private constructor(
    private readonly workspace: Place,
    private readonly token: string,
    private readonly host: StandInHost,
    machines: NodeJS.ProcessEnv | undefined,
  ) {
    this.execution = machines === undefined ? "local" : "remote";
    this.stateVersions = new States(workspace.hostname, () => {
      this.runs.discardSaved();
    });
    const describe = () => this.describe();
    this.runs = new RemoteRuns(workspace.hostname, host.folder, machines ?? {}, this.stateVersions, describe);
  }

  /** @param machines the environment in which the workspace's own runs call Terraform; without it the caller does */
  static async start(workspace: Place, token: string, machines?: NodeJS.ProcessEnv): Promise<HcpTerraform> {
    const host = await StandInHost.start(workspace.hostname, (request, content) => hcp.answer(request, content));
    const hcp = new HcpTerraform(workspace, token, host, machines);
    return hcp;
  }

  get states(): States["versions"] {
    return this.stateVersions.versions;
  }

  /** What leads a process here, and nowhere else. */
  get environment(): NodeJS.ProcessEnv {
    return this.host.environment;
  }

  async close(): Promise<void> {
    await this.runs.end();
    this.host.close();
  }

  private answer(request: IncomingMessage, content: Buffer): Answer {
    const { pathname, searchParams } = new URL(request.url ?? "", `https://${this.workspace.hostname}`);
    const method = request.method ?? "";
    const call = `${method} ${pathname}`;
    this.calls.push(call);
    if (call === "GET /.well-known/terraform.json") return { status: 200, body: { "tfe.v2": "/api/v2/" } };
    const [, kind, name = ""] = /^\/(states|archive)\/(.+)$/.exec(pathname) ?? [];
    if (kind === "states") return this.stateVersions.content(method, name, content);
    if (kind === "archive") return this.runs.archive(method, name, searchParams, content);
    if (request.headers.authorization !== `Bearer ${this.token}`) return failure(401, "unauthorized");
    return this.api(call.replace("/api/v2", ""), content);
  }

  private api(call: string, content: Buffer): Answer {
    const { organization, name } = this.workspace;
    switch (call) {
      case "GET /ping":
        return { status: 204 };
      case `GET /organizations/${organization}/entitlement-set`: {
        const attributes = { operations: true, "state-storage": true };
        return found({ type: "entitlement-sets", id: "org-1", attributes });
      }
      case `GET /organizations/${organization}/runs/queue`:
      case "GET /workspaces/ws-1/all-vars":
        return list([]);
      case `GET /organizations/${organization}/workspaces/${name}`:
      case "GET /workspaces/ws-1":
        return found(this.describe(), [someone]);
      case "POST /workspaces/ws-1/actions/lock":
        return this.locked ? failure(409, "conflict") : this.lock(true);
      case "POST /workspaces/ws-1/actions/unlock":
        return this.lock(false);
      case "GET /workspaces/ws-1/current-state-version-outputs":
        return this.stateVersions.outputs();
      case "GET /workspaces/ws-1/current-state-version":
        return this.stateVersions.current();
      case "POST /workspaces/ws-1/state-versions":
        // As HCP does: a state is written only by who holds the lock.
        return this.locked ? this.stateVersions.create(content) : failure(409, "workspace is not locked");
      default: {
        const [, kind, id = ""] = /^GET \/(state-versions|state-version-outputs)\/(.+)$/.exec(call) ?? [];
        if (kind === "state-versions") return this.stateVersions.read(id);
        if (kind === "state-version-outputs") return this.stateVersions.output(id);
        return this.runs.api(call, content);
      }
    }
  }

  private lock(locked: boolean): Answer {
    this.locked = locked;
    return found(this.describe());
  }

  private describe(): Resource {
    const rights = ["can-update", "can-lock", "can-unlock", "can-queue-run", "can-queue-apply"];
    return {
      type: "workspaces",
      id: "ws-1",
      attributes: {
        name: this.workspace.name,
        locked: this.locked,
        "execution-mode": this.execution,
        operations: this.execution === "remote",
        "terraform-version": "1.11.4",
        permissions: Object.fromEntries(rights.map((right) => [right, true])),
      },
      relationships: {
        organization: reference("organizations", this.workspace.organization),
        ...(this.locked && { "locked-by": reference(someone.type, someone.id) }),
      },
    };
  }
}

/** The one who locks the workspace. */
const someone: Resource = { type: "users", id: "user-1", attributes: { username: "mallory" } };
