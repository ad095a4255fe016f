import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import { type ShownTask, standInPage } from "../../../src/local-aws/data-plane/stand-in-page";

const task = (container: ContainerDefinition): ShownTask => ({
  arn: "arn:aws:ecs:ap-northeast-1:123456789012:task/shop/0123456789abcdef0123456789abcdef",
  owner: { region: "ap-northeast-1", cluster: "shop", service: "shop" },
  taskSetId: "ecs-svc/1",
  definition: { family: "shop", revision: 7, containerDefinitions: [{ name: "sidecar", image: "proxy:9" }, container] },
  network: { attachmentId: "", interfaceId: "", subnetId: "", zone: "", address: "10.0.2.254" },
});

test("shows version, host name, image and revision of the container behind the target group", () => {
  expect(standInPage(task({ name: "web", image: "registry:5000/shop:2" }), "web")).toEqual({
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: `<!doctype html>
<html lang="en">
  <title>shop</title>
  <h1>shop</h1>
  <p>Version: 2</p>
  <p>Host: ip-10-0-2-254.ap-northeast-1.compute.internal</p>
  <p>Image: registry:5000/shop:2</p>
  <p>Task definition: shop:7</p>
</html>
`,
  });
});

test.each([
  ["registry:5000/shop", undefined, "latest"],
  ["shop:1.2.3", undefined, "1.2.3"],
  [`shop@sha256:${"ab".repeat(32)}`, undefined, "sha256:abababababab"],
  ["shop:1", "from the environment", "from the environment"],
  ['shop:<1>&"', undefined, "&lt;1&gt;&amp;&quot;"],
])("the version of image %s with APP_VERSION %s is %s", (image, declared, version) => {
  const environment = declared === undefined ? [] : [{ name: "APP_VERSION", value: declared }];
  const { body } = standInPage(task({ name: "web", image, environment }), "web");
  expect(body).toContain(`<p>Version: ${version}</p>`);
});
