import { dirname, join } from "node:path";
import ts from "typescript";
import { checkout } from "../../src/lib/checkout";

export interface Comment {
  readonly text: string;
  /** The tag `@default` */
  readonly fallback?: string;
}

/**
 * The comment of each setting by its path. TypeScript itself finds them: zod's types of a schema keep the declarations of
 * its properties.
 */
export function readComments(): ReadonlyMap<string, Comment> {
  const config = join(checkout.root, "tsconfig.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    dirname(config),
  );
  const file = join(checkout.root, "src", "environments", "schema.ts");
  const program = ts.createProgram([file], { ...options, types: ["node"] });
  const source = program.getSourceFile(file);
  const checker = program.getTypeChecker();
  const input = source?.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text === "EnvironmentInput",
  );
  if (input === undefined) throw new Error(`${file} has no type EnvironmentInput.`);
  const comments = new Map<string, Comment>();
  collect(checker, checker.getTypeAtLocation(input), "", comments);
  return comments;
}

function collect(checker: ts.TypeChecker, type: ts.Type, path: string, comments: Map<string, Comment>): void {
  const given = checker.getNonNullableType(type);
  if (given.isUnion()) {
    for (const each of given.types) collect(checker, each, path, comments);
    return;
  }
  if (checker.isArrayLikeType(given)) {
    const [element] = checker.getTypeArguments(given as ts.TypeReference);
    if (element !== undefined) collect(checker, element, `${path}[]`, comments);
    return;
  }
  if ((given.flags & ts.TypeFlags.Object) === 0) return;
  const named = checker.getIndexTypeOfType(given, ts.IndexKind.String);
  if (named !== undefined) collect(checker, named, `${path}.<name>`, comments);
  for (const property of checker.getPropertiesOfType(given)) {
    const [declaration] = property.declarations ?? [];
    if (declaration === undefined || declaration.getSourceFile().fileName.includes("node_modules")) continue;
    const at = path === "" ? property.name : `${path}.${property.name}`;
    const comment = commentOf(checker, property, declaration);
    if (comment !== undefined && !comments.has(at)) comments.set(at, comment);
    collect(checker, checker.getTypeOfSymbol(property), at, comments);
  }
}

/** The property's own comment, or that of the constant which is its value. */
function commentOf(checker: ts.TypeChecker, property: ts.Symbol, declaration: ts.Declaration): Comment | undefined {
  const own = read(checker, property);
  if (own !== undefined && own.text !== "") return own;
  const ofValue = read(checker, valueOf(checker, declaration));
  return ofValue === undefined ? own : { ...ofValue, ...(own?.fallback !== undefined && { fallback: own.fallback }) };
}

function read(checker: ts.TypeChecker, symbol: ts.Symbol | undefined): Comment | undefined {
  if (symbol === undefined) return undefined;
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tag = symbol.getJsDocTags(checker).find(({ name }) => name === "default");
  if (text === "" && tag === undefined) return undefined;
  return { text, ...(tag !== undefined && { fallback: ts.displayPartsToString(tag.text) }) };
}

function valueOf(checker: ts.TypeChecker, declaration: ts.Declaration): ts.Symbol | undefined {
  const symbol = ts.isShorthandPropertyAssignment(declaration)
    ? checker.getShorthandAssignmentValueSymbol(declaration)
    : ts.isPropertyAssignment(declaration)
      ? constantOf(checker, declaration.initializer)
      : undefined;
  if (symbol === undefined) return undefined;
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** `route` of `route.optional()`; nothing for calls such as `text(rules.region)`. */
function constantOf(checker: ts.TypeChecker, expression: ts.Expression): ts.Symbol | undefined {
  if (ts.isIdentifier(expression)) return checker.getSymbolAtLocation(expression);
  if (ts.isCallExpression(expression) && ts.isPropertyAccessExpression(expression.expression))
    return constantOf(checker, expression.expression.expression);
  return undefined;
}
