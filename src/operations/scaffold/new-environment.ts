import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { environment, environmentInputs, environmentNames } from "../../environments";
import { parseEnvironments } from "../../environments/parse";
import { errorOf } from "../../environments/settings/rule";
import { environmentName } from "../../environments/settings/rules";
import { stateStackName } from "../../environments/stack-names";
import { checkout } from "../../lib/checkout";
import { commandLine } from "../../lib/command-line";
import { UsageError } from "../../lib/errors";
import { writeWhole } from "../../lib/write-whole";
import {
  applyEdits,
  type Edit,
  type EnvironmentSource,
  evaluate,
  folder,
  formatted,
  nameOf,
  parse,
  type Place,
  placesOf,
  propertyOf,
  readEnvironmentSource,
  sourceOf,
} from "./environment-source";

export interface NewEnvironmentOptions {
  readonly name: string;
  /** The environment whose settings it takes over. */
  readonly from: string;
}

/** A file to write: path from the root of the checkout, and text. */
interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Makes an environment out of another: its file, its line in the index, and dependency locks. Project, state and names are
 * its own. Everything is checked before anything is written, and the index is written last: until then nothing uses the rest,
 * and the same command finishes what was interrupted.
 *
 * @throws UsageError where the name is taken or not valid, or where the result would not be
 */
export function newEnvironment({ name, from }: NewEnvironmentOptions, root: string = checkout.root): string {
  refuse(name);
  const source = readEnvironmentSource(root, environment(from).name);
  const file = join(folder, `${name}.ts`);
  const text = formatted(root, file, applyEdits(source.text, edits(source, name, from)));
  parseEnvironments([...environmentInputs, evaluate(text)]);

  const written = join(root, file);
  if (existsSync(written) && readFileSync(written, "utf8") !== text) {
    throw new UsageError(`${file} is there already and is something else. Remove it, or choose another name.`);
  }
  const index = join(folder, "index.ts");
  const made: readonly NewFile[] = [
    ...locks(root, name, from),
    { path: file, text },
    { path: index, text: formatted(root, index, indexed(readFileSync(join(root, index), "utf8"), name)) },
  ];
  for (const one of made) writeWhole(join(root, one.path), one.text);
  return report(name, made, placesOf(sourceOf(file, text), isToBeChanged));
}

function refuse(name: string): void {
  if (!environmentName.test(name)) {
    throw new UsageError(errorOf(environmentName)({ input: name }));
  }
  if (environmentNames().includes(name)) {
    throw new UsageError(
      `${name} is an environment already. Choose another name, or edit ${join(folder, `${name}.ts`)}.`,
    );
  }
}

/** Environments of one account differ in project and state; names that services were given would be the same in both. */
function edits({ tree, constant, settings }: EnvironmentSource, name: string, from: string): readonly Edit[] {
  const literal = (node: ts.Expression | undefined, text: string): readonly Edit[] =>
    node === undefined ? [] : [{ start: node.getStart(tree), end: node.end, text: JSON.stringify(text) }];
  const project = stringOf(propertyOf(settings, "project")) ?? from;
  const ownProject = `${name}-${project.startsWith(`${from}-`) ? project.slice(from.length + 1) : project}`;
  const services = propertyOf(settings, "services");
  const named =
    services !== undefined && ts.isObjectLiteralExpression(services)
      ? services.properties.flatMap((service) =>
          ts.isPropertyAssignment(service) && ts.isObjectLiteralExpression(service.initializer)
            ? service.initializer.properties.filter((property) => nameOf(property) === "names")
            : [],
        )
      : [];
  return [
    { start: constant.getStart(tree), end: constant.end, text: constantOf(name) },
    ...comments(tree),
    ...literal(propertyOf(settings, "name"), name),
    ...literal(propertyOf(settings, "project"), ownProject),
    ...literal(propertyOf(settings, "backend", "bucket"), `${ownProject.toLowerCase()}-terraform-state`),
    ...literal(propertyOf(settings, "backend", "workspace"), name),
    ...literal(propertyOf(settings, "backend", "path"), `${name}.tfstate`),
    ...literal(propertyOf(settings, "backend", "key"), `${name}/terraform.tfstate`),
    ...provider(settings, tree),
    ...named.map((property) => ({
      start: property.getStart(tree),
      end: tree.text[property.end] === "," ? property.end + 1 : property.end,
      text: "",
    })),
  ];
}

/** An account knows the identity provider of GitHub once: the other environment has it made. */
function provider(settings: ts.ObjectLiteralExpression, tree: ts.SourceFile): readonly Edit[] {
  const github = propertyOf(settings, "github");
  if (github === undefined || !ts.isObjectLiteralExpression(github)) return [];
  const given = propertyOf(github, "provider");
  if (given !== undefined) return [{ start: given.getStart(tree), end: given.end, text: '"existing"' }];
  const start = github.getStart(tree) + 1;
  return [{ start, end: start, text: ' provider: "existing", ' }];
}

/** What a comment says of the other environment is not said of this one. */
function comments(tree: ts.SourceFile): readonly Edit[] {
  const statement = tree.statements.find(
    (one) => ts.isVariableStatement(one) && one.getText(tree).includes("EnvironmentInput"),
  );
  const [first] = statement === undefined ? [] : (ts.getLeadingCommentRanges(tree.text, statement.pos) ?? []);
  return first === undefined ? [] : [{ start: first.pos, end: first.end, text: "" }];
}

function locks(root: string, name: string, from: string): readonly NewFile[] {
  const pairs = [
    [from, name],
    [stateStackName(from), stateStackName(name)],
  ] as const;
  return pairs.flatMap(([given, own]) => {
    const path = (stack: string) => join(relative(checkout.root, checkout.locks), `${stack}.terraform.lock.hcl`);
    const lock = join(root, path(given));
    return existsSync(lock) ? [{ path: path(own), text: readFileSync(lock, "utf8") }] : [];
  });
}

/** The index with an import and an entry more. */
function indexed(text: string, name: string): string {
  const tree = parse("index.ts", text);
  const constant = constantOf(name);
  const imports = tree.statements.filter(ts.isImportDeclaration);
  const last = imports.at(-1);
  const list = tree.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .map(({ initializer }) => initializer)
    .find((value) => value !== undefined && ts.isArrayLiteralExpression(value));
  if (last === undefined || list === undefined) {
    throw new UsageError(
      `${join(folder, "index.ts")} has no list of environments that can be edited. Edit it by hand.`,
    );
  }
  return applyEdits(text, [
    { start: last.end, end: last.end, text: `\nimport { ${constant} } from "./${name}";` },
    { start: list.end - 1, end: list.end - 1, text: `, ${constant}` },
  ]);
}

function constantOf(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function stringOf(node: ts.Expression | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** Settings that name what belongs to one environment, and texts that name an account. */
const ownSettings =
  /^(project|account|region|tags\..*|backend\.(bucket|organization|workspace|hostname|path|key)|network\.cidr|network\.zones\..*|loadBalancer\..*(domainName|hostedZone|certificateArn|bucket|AllowedCidrs|allowedCidrs)|alerts\.emails|github\.(repository|branch|provider))$/;

function isToBeChanged(path: string, value: string): boolean {
  return ownSettings.test(path) || /\barn:aws|\b\d{12}\b/.test(value);
}

function report(name: string, files: readonly NewFile[], places: readonly Place[]): string {
  const file = join(folder, `${name}.ts`);
  return [
    `Wrote ${files.map(({ path }) => path).join(", ")}.`,
    "",
    "Change these values to those of the new environment:",
    ...places.map(({ line, path, value }) => `  ${file}:${String(line)}  ${path}  ${JSON.stringify(value)}`),
    "",
    `Then: ${commandLine("synth")}, ${commandLine("bootstrap", name)}, ${commandLine("deploy", name)}`,
    "",
  ].join("\n");
}
