import { join } from "node:path";
import ts from "typescript";
import { environment as environmentNamed, environmentInputs } from "../../environments";
import { parseEnvironments } from "../../environments/parse";
import type { Environment } from "../../environments/schema";
import { errorOf } from "../../environments/settings/rule";
import { serviceKey } from "../../environments/settings/rules";
import { checkout } from "../../lib/checkout";
import { commandLine } from "../../lib/command-line";
import { UsageError } from "../../lib/errors";
import { writeWhole } from "../../lib/write-whole";
import {
  applyEdits,
  type EnvironmentSource,
  evaluate,
  folder,
  formatted,
  propertyOf,
  readEnvironmentSource,
  sourceOf,
} from "./environment-source";

export interface NewServiceOptions {
  readonly environment: string;
  /** Its key under `services`. */
  readonly name: string;
}

/**
 * Adds a service to an environment's file: behind the path of its name, with a priority that no other rule has, and with
 * alarms where the others have them. The result is checked before the file is written.
 *
 * @throws UsageError where the environment has such a service, or where the result would not be valid
 */
export function newService({ environment, name }: NewServiceOptions, root: string = checkout.root): string {
  const before = environmentNamed(environment);
  if (!serviceKey.test(name)) {
    throw new UsageError(errorOf(serviceKey)({ input: name }));
  }
  const source = readEnvironmentSource(root, environment);
  if (Object.hasOwn(before.services, name)) {
    throw new UsageError(`${environment} has a service ${name} already. Choose another name, or edit ${source.file}.`);
  }
  const services = propertyOf(source.settings, "services");
  if (services === undefined || !ts.isObjectLiteralExpression(services)) {
    throw new UsageError(`${source.file} has no services that can be edited. Edit the file by hand.`);
  }
  const end = services.properties.end;
  const isOpen = !services.properties.hasTrailingComma && services.properties.length > 0;
  const settings = serviceText(before, name);
  const text = formatted(
    root,
    source.file,
    applyEdits(source.text, [{ start: end, end, text: `${isOpen ? "," : ""}\n${JSON.stringify(name)}: ${settings},` }]),
  );
  parseEnvironments([...environmentInputs.filter((input) => input.name !== environment), evaluate(text)]);
  writeWhole(join(root, source.file), text);
  return report(environment, name, lineOf(sourceOf(source.file, text), name));
}

/** The smallest task, as many of them as zones; a path and a priority of its own. */
function serviceText({ services, network }: Environment, name: string): string {
  const routes = Object.values(services).map(({ route }) => route);
  const settings = {
    route: {
      priority: freePriority(routes.flatMap((route) => (route === undefined ? [] : [route]))),
      paths: [`/${name}/*`],
    },
    desiredCount: network.zones.length,
    cpu: 256,
    memory: 512,
    container: { port: 8080, imageTag: "1" },
    healthCheck: { path: `/${name}/health` },
    ...(Object.values(services).some(({ alarms }) => alarms !== undefined) && { alarms: {} }),
  };
  return JSON.stringify(settings);
}

interface Route {
  readonly priority: number;
  readonly paths?: readonly string[] | undefined;
}

/** A multiple of ten where there is one, before the rule that takes every path: a rule behind that one is never asked. */
function freePriority(routes: readonly Route[]): number {
  const taken = new Set(routes.map(({ priority }) => priority));
  const forAllPaths = routes.filter(({ paths }) => paths?.includes("/*") === true).map(({ priority }) => priority);
  const before = Math.min(50_001, ...forAllPaths);
  const free = Array.from({ length: before - 1 }, (_, index) => index + 1).filter((priority) => !taken.has(priority));
  const chosen = free.find((priority) => priority >= 100 && priority % 10 === 0) ?? free.at(-1);
  if (chosen === undefined) throw new UsageError("No listener rule's priority is free before the rule for all paths.");
  return chosen;
}

function lineOf({ tree, settings }: EnvironmentSource, name: string): number {
  const added = propertyOf(settings, "services", name);
  return tree.getLineAndCharacterOfPosition(added?.getStart(tree) ?? 0).line + 1;
}

function report(environment: string, name: string, line: number): string {
  return [
    `Added the service ${name} to ${environment}: ${join(folder, environment)}.ts:${String(line)}`,
    "",
    "Change what does not fit: paths, desired count, size, port, image tag and health check.",
    `Then: ${commandLine("diff", environment)}, ${commandLine("deploy", environment)}, and push an image under its tag.`,
    "",
  ].join("\n");
}
