import { AwsError } from "../../protocol/call";

/** Names in one answer of a CodeDeploy list action. */
export const PAGE_SIZE = 100;

export interface Page {
  readonly names: readonly string[];
  readonly nextToken: string | undefined;
}

/**
 * The page of `names` that `token` asks for. A token names the last item of the page before it, so
 * that items made or deleted between two calls neither repeat nor hide others.
 */
export function page(names: readonly string[], token: string | undefined): Page {
  const start = token === undefined ? 0 : names.indexOf(readToken(token)) + 1;
  if (token !== undefined && start === 0) throw invalidToken(token);
  const end = start + PAGE_SIZE;
  const last = names[end - 1];
  return {
    names: names.slice(start, end),
    nextToken: end < names.length && last !== undefined ? writeToken(last) : undefined,
  };
}

function writeToken(last: string): string {
  return Buffer.from(`after:${last}`).toString("base64url");
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!text.startsWith("after:")) throw invalidToken(token);
  return text.slice("after:".length);
}

function invalidToken(token: string): AwsError {
  return new AwsError("InvalidNextTokenException", `The next token "${token}" is not one that a list action returned.`);
}
