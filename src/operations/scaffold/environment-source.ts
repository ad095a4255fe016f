import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";
import { checkout } from "../../lib/checkout";
import { UsageError } from "../../lib/errors";

/** A place in the text of a file, and what stands there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The file of an environment: its text, and the object that it exports. */
export interface EnvironmentSource {
  readonly file: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Name of the exported constant. */
  readonly constant: ts.Identifier;
  readonly settings: ts.ObjectLiteralExpression;
}

/** Folder of the environments, from the root of the checkout. */
export const folder = join("src", "environments");

/**
 * @param root of the checkout
 * @throws UsageError where the file is not there or exports no object of the type EnvironmentInput
 */
export function readEnvironmentSource(root: string, environment: string): EnvironmentSource {
  const file = join(folder, `${environment}.ts`);
  let text: string;
  try {
    text = readFileSync(join(root, file), "utf8");
  } catch {
    throw new UsageError(`${file} is not there. Expected: the settings of the environment ${environment}.`);
  }
  return sourceOf(file, text);
}

/** @throws UsageError where the text exports no object of the type EnvironmentInput */
export function sourceOf(file: string, text: string): EnvironmentSource {
  const tree = parse(file, text);
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type, initializer } of statement.declarationList.declarations) {
      if (type?.getText(tree) !== "EnvironmentInput" || !ts.isIdentifier(name)) continue;
      if (initializer !== undefined && ts.isObjectLiteralExpression(initializer)) {
        return { file, text, tree, constant: name, settings: initializer };
      }
    }
  }
  throw new UsageError(
    `${file} exports no settings that can be edited. Expected: export const <name>: EnvironmentInput = { ... }. Edit the file by hand.`,
  );
}

export function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(basename(file), text, ts.ScriptTarget.Latest, true);
}

/** The value of a property that is written out; undefined where it is not. */
export function propertyOf(object: ts.Expression | undefined, ...path: readonly string[]): ts.Expression | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return object;
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  const found = object.properties.find((property) => nameOf(property) === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? propertyOf(found.initializer, ...rest) : undefined;
}

export function nameOf(property: ts.ObjectLiteralElementLike): string | undefined {
  const { name } = property;
  if (name === undefined) return undefined;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end), text);
}

const prettier = join(checkout.root, "node_modules", "prettier", "bin", "prettier.cjs");

/** As `npm run format` writes it. */
export function formatted(root: string, file: string, text: string): string {
  return execFileSync(process.execPath, [prettier, "--stdin-filepath", file], {
    cwd: root,
    input: text,
    encoding: "utf8",
  });
}

/** What a file of an environment exports. It imports types alone, so that nothing else runs. */
export function evaluate(text: string): unknown {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: Record<string, unknown> = {};
  const run = compileFunction(outputText, ["exports"]) as (exports: object) => void;
  run(exported);
  return Object.values(exported)[0];
}

/** A value for a person to look at, and where it stands. */
export interface Place {
  readonly line: number;
  /** Setting, for example "backend.bucket". */
  readonly path: string;
  readonly value: string;
}

/** The texts that are wanted, each once, in the order in which the settings name them. */
export function placesOf(
  { tree, settings }: Pick<EnvironmentSource, "tree" | "settings">,
  isWanted: (path: string, value: string) => boolean,
): readonly Place[] {
  const places: Place[] = [];
  const add = (literal: ts.StringLiteralLike, path: string): void => {
    const line = tree.getLineAndCharacterOfPosition(literal.getStart(tree)).line + 1;
    const isKnown = places.some((place) => place.line === line && place.value === literal.text);
    if (!isKnown && isWanted(path, literal.text)) places.push({ line, path, value: literal.text });
  };
  const visit = (node: ts.Node, path: string): void => {
    if (ts.isPropertyAssignment(node)) {
      const own = [path, nameOf(node)].filter((part) => part !== "").join(".");
      visit(node.initializer, own);
    } else if (ts.isStringLiteralLike(node)) {
      add(node, path);
    } else if (ts.isIdentifier(node)) {
      const constant = constantOf(tree, node.text);
      if (constant !== undefined) add(constant, path);
    } else {
      ts.forEachChild(node, (child) => {
        visit(child, path);
      });
    }
  };
  visit(settings, "");
  return places;
}

/** The text that a constant of the file stands for. */
function constantOf(tree: ts.SourceFile, name: string): ts.StringLiteralLike | undefined {
  const constants = tree.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  const { initializer } = constants.find((one) => ts.isIdentifier(one.name) && one.name.text === name) ?? {};
  return initializer !== undefined && ts.isStringLiteralLike(initializer) ? initializer : undefined;
}
