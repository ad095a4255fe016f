import { GitHubApi } from "./github-api";
import { actionsBot, longestBody } from "./github-repository";

describe("the stand-in for GitHub's API", () => {
  let api: GitHubApi;

  beforeEach(async () => {
    api = await GitHubApi.start("acme/shop", {
      all: { login: actionsBot },
      reader: { login: actionsBot, permissions: ["pull-requests: read"] },
    });
    api.repository.addPullRequest({ number: 7, head: "a".repeat(40) });
  });

  afterEach(() => {
    api.close();
  });

  async function call(method: string, path: string, body?: object, token = "all") {
    const answer = await fetch(path.startsWith("http") ? path : `${api.url}${path}`, {
      method,
      headers: { authorization: `token ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }

  const comments = "/repos/acme/shop/issues/7/comments";

  it("gives lists in pages, with a link to the next", async () => {
    for (let count = 0; count < 70; count++) api.repository.addComment(7, "somebody", String(count));
    const found: unknown[] = [];
    let next: string | undefined = comments;
    let pages = 0;
    while (next !== undefined) {
      const { body, headers } = await call("GET", next);
      found.push(...(body as { body: string }[]).map((one) => one.body));
      next = /<(.+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
      pages++;
    }
    expect({ found, pages }).toEqual({ found: [...Array(70).keys()].map(String), pages: 3 });
    expect((await call("GET", `${comments}?per_page=1000`)).body).toHaveLength(70);
  });

  it("names the owner of the token as author, and tells the token itself so in GraphQL alone", async () => {
    const made = await call("POST", comments, { body: "Hello" });
    expect(made).toMatchObject({ status: 201, body: { user: { login: actionsBot, type: "Bot" }, body: "Hello" } });
    expect(await call("GET", "/user")).toMatchObject({ status: 403 });
    const asked = await call("POST", api.url.replace("/v3", "/graphql"), { query: "query { viewer { login } }" });
    expect(asked.body).toEqual({ data: { viewer: { login: actionsBot } } });
  });

  it.each([
    ["a token that nobody has", "GET", comments, undefined, "none", 401],
    ["a token that may not write", "POST", comments, { body: "Hello" }, "reader", 403],
    ["a label that is not set", "DELETE", "/repos/acme/shop/issues/7/labels/none", undefined, "all", 404],
    ["another repository", "GET", "/repos/acme/other/pulls/7", undefined, "all", 404],
    ["a comment that is too long", "POST", comments, { body: "x".repeat(longestBody + 1) }, "all", 422],
  ])("refuses %s", async (_, method, path, body, token, status) => {
    expect((await call(method, path, body, token)).status).toBe(status);
    expect(api.repository.comments).toEqual([]);
  });

  it("fails as often as it was told to, with the call carried out or not", async () => {
    const answer = { status: 503, body: {} };
    api.fail({ on: /^POST/, times: 2, answer });
    api.fail({ on: /^POST/, answer: "drop", done: true });
    for (let count = 0; count < 2; count++) {
      expect(await call("POST", comments, { body: "Hello" })).toMatchObject({ status: 503 });
    }
    expect(api.repository.comments).toHaveLength(0);
    await expect(call("POST", comments, { body: "Hello" })).rejects.toThrow("fetch failed");
    expect(api.repository.comments).toHaveLength(1);
    expect(await call("POST", comments, { body: "Hello" })).toMatchObject({ status: 201 });
    expect(api.writes()).toHaveLength(4);
  });
});
