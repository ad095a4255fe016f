import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import type { ServiceModel } from "./service-model";

/** Folders whose name is not the service's signing name. */
const FOLDERS: Readonly<Record<string, string>> = { elasticloadbalancing: "elbv2", monitoring: "cloudwatch" };

/** The API models that lie beside moto. Each is read when it is first asked for, once. */
export class ModelLibrary {
  private readonly models = new Map<string, ServiceModel | undefined>();

  /** @param folder botocore's data: a folder for each service, in it one for each version of its API */
  constructor(private readonly folder: string) {}

  /** @param python an interpreter that has moto, and so botocore */
  static async besideMoto(python: string): Promise<ModelLibrary> {
    const program = "import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), 'data'))";
    const { stdout } = await promisify(execFile)(python, ["-c", program]);
    return new ModelLibrary(stdout.trim());
  }

  /** @param service by its signing name */
  find(service: string): ServiceModel | undefined {
    if (!this.models.has(service)) this.models.set(service, this.read(FOLDERS[service] ?? service));
    return this.models.get(service);
  }

  private read(service: string): ServiceModel | undefined {
    const versions = join(this.folder, service);
    if (!existsSync(versions)) return undefined;
    const newest = readdirSync(versions)
      .filter((name) => /^\d{4}-\d\d-\d\d$/.test(name))
      .sort()
      .at(-1);
    const file = join(versions, newest ?? "", "service-2.json");
    // Distributions of Linux unpack them.
    const text = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`));
    return JSON.parse(text.toString("utf8")) as ServiceModel;
  }
}
