import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { join } from "node:path";

describe("the sample image's server", () => {
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    server = spawn(process.execPath, [join(process.cwd(), "app", "server.mjs")], {
      env: { ...process.env, APP_VERSION: "2.1", PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(server.stdout ?? server, "data")) as [Buffer];
    const port = /^version 2\.1 listens on port (\d+)$/m.exec(line.toString())?.[1];
    expect(port).toBeDefined();
    url = `http://127.0.0.1:${port ?? ""}`;
  });

  afterAll(() => {
    server.kill("SIGKILL");
  });

  it.each(["/", "/index.php", "/index.php?from=health-check"])("shows version and host name on %s", async (path) => {
    const answer = await fetch(url + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const page = await answer.text();
    expect(page).toContain("<p>Version: 2.1</p>");
    expect(page).toContain(`<p>Host: ${hostname()}</p>`);
  });

  it("answers 404 elsewhere", async () => {
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });

  it("ends with code 0 on SIGTERM, as ECS stops a task", async () => {
    const exit = once(server, "exit");
    server.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
  });
});
