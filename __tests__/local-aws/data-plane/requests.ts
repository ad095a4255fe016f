import type { ListenerRequest } from "../../../src/local-aws/data-plane/listener-request";

/** A request of which only what matters is given. */
export function requestOf(given: Partial<ListenerRequest> = {}): ListenerRequest {
  return {
    method: "GET",
    host: "shop.example.com",
    path: "/",
    query: "",
    headers: {},
    sourceAddress: "127.0.0.1",
    ...given,
  };
}
