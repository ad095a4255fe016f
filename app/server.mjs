// The sample image's whole program: a page that shows which version answers, and from which host (task).
import { createServer } from "node:http";
import { hostname } from "node:os";

const version = process.env.APP_VERSION ?? "unknown";
const port = Number(process.env.PORT ?? 80);

const page = `<!doctype html>
<html lang="en">
  <title>ContainerHandsOn</title>
  <h1>ContainerHandsOn</h1>
  <p>Version: ${version}</p>
  <p>Host: ${hostname()}</p>
</html>
`;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname !== "/" && pathname !== "/index.php") {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
    return;
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(page);
});

server.listen(port, () => console.log(`version ${version} listens on port ${server.address().port}`));

// ECS sends SIGTERM and, after the stop timeout (30 seconds by default), SIGKILL: requests under way may finish.
process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
