import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { GitHubRepository } from "./github-repository";
import { type Answer, refusal, type Route, routesOf } from "./github-routes";

/** Whose token it is, and what it may do; everything where nothing is said. */
export interface Identity {
  readonly login: string;
  readonly permissions?: readonly string[];
}

export interface Call {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  /** Who called; undefined for a token that is none. */
  readonly login: string | undefined;
}

export interface Fault {
  /** Calls that it befalls: method and path. */
  readonly on: RegExp;
  /** How many of them; @default 1 */
  readonly times?: number;
  /** What is answered; "drop" ends the connection without a word. */
  readonly answer: Answer | "drop";
  /** Whether GitHub still does what it was asked for; @default false */
  readonly done?: boolean;
}

/**
 * Stands in for GitHub's API over real HTTP, with what matters to pipelines: authors by token, permissions, pages, labels that
 * come and go, the longest body, and faults on demand. As of GitHub Enterprise, REST is under /api/v3, GraphQL under /api.
 * https://docs.github.com/en/rest
 */
export class GitHubApi {
  readonly repository = new GitHubRepository();
  readonly calls: Call[] = [];
  private readonly routes: readonly Route[] = routesOf(this.repository);
  private readonly faults: { fault: Fault; left: number }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly name: string,
    private readonly identities: Readonly<Record<string, Identity>>,
  ) {}

  /**
   * @param name `owner/name` of the repository
   * @param identities by token
   */
  static async start(name: string, identities: Readonly<Record<string, Identity>>): Promise<GitHubApi> {
    const server = createServer();
    const api = new GitHubApi(server, name, identities);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        api.serve(request, response, Buffer.concat(chunks).toString());
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return api;
  }

  /** For GITHUB_API_URL. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/v3`;
  }

  fail(fault: Fault): void {
    this.faults.push({ fault, left: fault.times ?? 1 });
  }

  /** Method and path of each call that writes, in their order. */
  writes(): readonly string[] {
    return this.calls
      .filter(({ method, path }) => method !== "GET" && path !== "/api/graphql")
      .map(({ method, path }) => `${method} ${path.replace(`/api/v3/repos/${this.name}`, "")}`);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private serve(request: IncomingMessage, response: ServerResponse, text: string): void {
    const { method = "", url = "" } = request;
    const token = request.headers.authorization?.replace(/^(?:token|bearer) /i, "") ?? "";
    const identity = this.identities[token];
    const call: Call = { method, path: url, body: text === "" ? undefined : JSON.parse(text), login: identity?.login };
    this.calls.push(call);
    const struck = this.faults.find(({ fault, left }) => left > 0 && fault.on.test(`${method} ${url}`));
    if (struck !== undefined) struck.left--;
    const answer = struck === undefined || struck.fault.done === true ? this.answer(call, identity) : undefined;
    const told = struck?.fault.answer ?? answer;
    if (told === "drop" || told === undefined) request.socket.destroy();
    else send(response, told);
  }

  private answer({ method, path, body }: Call, identity: Identity | undefined): Answer {
    if (identity === undefined) return refusal(401, "Bad credentials");
    const url = new URL(path, this.url);
    if (`${method} ${url.pathname}` === "POST /api/graphql") {
      return { status: 200, body: { data: { viewer: { login: identity.login } } } };
    }
    if (url.pathname === "/api/v3/user") return refusal(403, "Resource not accessible by integration");
    const prefix = `/api/v3/repos/${this.name}/`;
    if (!url.pathname.startsWith(prefix)) return refusal(404, "Not Found");
    const asked = `${method} ${url.pathname.slice(prefix.length)}`;
    for (const { route, permissions, handle } of this.routes) {
      const match = route.exec(asked);
      if (match === null) continue;
      if (!mayCall(identity, permissions)) return notPermitted(permissions);
      const [, ...names] = match.map(decodeURIComponent);
      return handle({ names, given: body ?? {}, query: url.searchParams, url, login: identity.login });
    }
    return refusal(404, "Not Found");
  }
}

/** What may write may read. */
function mayCall({ permissions: given }: Identity, wanted: readonly string[]): boolean {
  return (
    given === undefined || wanted.some((one) => given.includes(one) || given.includes(one.replace("read", "write")))
  );
}

function notPermitted(permissions: readonly string[]): Answer {
  const accepted = permissions.map((one) => one.replace("-", "_").replace(": ", "="));
  return {
    ...refusal(403, "Resource not accessible by integration"),
    headers: { "x-accepted-github-permissions": accepted.join("; ") },
  };
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
