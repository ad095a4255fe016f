import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { request as requestSecurely, type RequestOptions } from "node:https";

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request on a connection of its own, with any Host header; redirects are not followed. */
export function ask(url: string, headers: OutgoingHttpHeaders = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false }, (response) => {
      resolve(read(response));
    });
    call.once("error", reject);
    call.end();
  });
}

/** The same over TLS, with the certificate verified. */
export function askSecurely(
  url: string,
  options: Pick<RequestOptions, "ca" | "servername" | "headers">,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = requestSecurely(url, { ...options, agent: false }, (response) => {
      resolve(read(response));
    });
    call.once("error", reject);
    call.end();
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  const body = (await response.setEncoding("utf8").toArray()).join("");
  return { status: response.statusCode, headers: response.headers, body };
}

/** How often each value of a response header came in `count` requests, ten at a time. */
export async function countHeader(url: string, header: string, count: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let done = 0; done < count; done += 10) {
    const answers = await Promise.all(Array.from({ length: Math.min(10, count - done) }, () => ask(url)));
    for (const { headers } of answers) {
      const value = String(headers[header]);
      counts[value] = (counts[value] ?? 0) + 1;
    }
  }
  return counts;
}
