import { createHash, randomUUID } from "node:crypto";
import { type Answer, failure, found, list, type Resource } from "./hcp-terraform-answer";

interface StateVersion {
  readonly id: string;
  readonly serial: number;
  state?: Buffer;
}

/** As far as outputs are in a state. */
interface StateFile {
  readonly serial: number;
  readonly outputs: Readonly<
    Record<string, { readonly value: unknown; readonly type: unknown; readonly sensitive?: boolean }>
  >;
}

/** The states of a workspace. https://developer.hashicorp.com/terraform/cloud-docs/api-docs/state-versions */
export class States {
  readonly versions: StateVersion[] = [];

  /** @param onChange is told of each new state */
  constructor(
    private readonly hostname: string,
    private readonly onChange: () => void,
  ) {}

  get newest(): Buffer | undefined {
    return this.versions.at(-1)?.state;
  }

  /** What a run of HCP Terraform's own has left. */
  keep(state: Buffer): void {
    this.add((JSON.parse(state.toString()) as StateFile).serial).state = state;
  }

  /** The state as a caller of Terraform writes it: first announced here, then sent to an address of its own. */
  create(content: Buffer): Answer {
    const { data: given } = JSON.parse(content.toString()) as { data: { attributes: { serial: number } } };
    return this.describe(this.add(given.attributes.serial));
  }

  current(): Answer {
    const newest = this.versions.at(-1);
    return newest === undefined ? failure(404, "not found") : this.describe(newest);
  }

  /** Those that are sensitive without their values. */
  outputs(): Answer {
    if (this.newest === undefined) return failure(404, "not found");
    return list(
      Object.entries(this.newestOutputs).map(([name, output]) =>
        describeOutput(name, output.sensitive === true ? { ...output, value: null } : output),
      ),
    );
  }

  output(id: string): Answer {
    const named = Object.entries(this.newestOutputs).find(([name]) => id === `wsout-${name}`);
    return named === undefined ? failure(404, "not found") : found(describeOutput(...named));
  }

  read(id: string): Answer {
    const version = this.find(id);
    return version === undefined ? failure(404, "not found") : this.describe(version);
  }

  /** The state itself, or what is sent along with it. */
  content(method: string, id: string, content: Buffer): Answer {
    const version = this.find(id);
    if (method === "GET")
      return version === undefined ? failure(404, "not found") : { status: 200, body: version.state };
    if (version !== undefined) version.state = content;
    return { status: 200 };
  }

  private get newestOutputs(): StateFile["outputs"] {
    return this.newest === undefined ? {} : (JSON.parse(this.newest.toString()) as StateFile).outputs;
  }

  private add(serial: number): StateVersion {
    const made = { id: `sv-${randomUUID()}`, serial };
    this.versions.push(made);
    this.onChange();
    return made;
  }

  private find(wanted: string): StateVersion | undefined {
    return this.versions.find(({ id }) => id === wanted);
  }

  private describe({ id, serial, state }: StateVersion): Answer {
    const url = (kind: string) => `https://${this.hostname}/states/${id}${kind}`;
    const md5 = createHash("md5").update(state ?? "");
    return found({
      type: "state-versions",
      id,
      attributes: {
        serial,
        status: "finalized",
        md5: md5.digest("hex"),
        "hosted-state-download-url": url(""),
        "hosted-state-upload-url": url(""),
        "hosted-json-state-upload-url": url("/json"),
      },
    });
  }
}

function describeOutput(name: string, { value, type, sensitive = false }: StateFile["outputs"][string]): Resource {
  const attributes = { name, sensitive, value, "detailed-type": type };
  return { type: "state-version-outputs", id: `wsout-${name}`, attributes };
}
