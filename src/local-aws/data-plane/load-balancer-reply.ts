import { STATUS_CODES } from "node:http";
import type { FixedResponseActionConfig } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Reply } from "../protocol/call";

/** Marks what the load balancer answers itself, as opposed to a task behind it. */
const SERVER = { server: "awselb/2.0" };

/** Reason phrases for which AWS's load balancer has other words than the standard. */
const TITLES: Readonly<Record<number, string>> = {
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
};

/** The load balancer's own page, for its errors and redirects. */
export function statusPage(status: number, headers: Readonly<Record<string, string>> = {}, note?: string): Reply {
  const title = `${status} ${TITLES[status] ?? STATUS_CODES[status] ?? ""}`;
  const lines = [
    "<html>",
    `<head><title>${title}</title></head>`,
    "<body>",
    `<center><h1>${title}</h1></center>`,
    ...(note === undefined ? [] : [`<p>${note}</p>`]),
    "</body>",
    "</html>",
    "",
  ];
  return { status, headers: { ...SERVER, "content-type": "text/html", ...headers }, body: lines.join("\r\n") };
}

export function fixedResponse({ StatusCode, ContentType, MessageBody }: FixedResponseActionConfig): Reply {
  return {
    status: Number(StatusCode),
    headers: { ...SERVER, "content-type": ContentType ?? "text/plain" },
    body: MessageBody ?? "",
  };
}
