import { readFileSync } from "node:fs";
import { environment } from "../../../src/environments";
import { rememberInvocation } from "../../../src/lib/command-line";
import { deploySummary } from "../../../src/cli/local-aws/deploy-summary";

const made = {
  environment: environment("hands-on"),
  loadBalancerDnsName: "ContainerHandsOn-1.ap-northeast-1.elb.amazonaws.com",
  listenerUrls: { production: "http://127.0.0.1:4080/", test: "http://127.0.0.1:4081/" },
  unchanged: false,
  exportLog: "export.log",
};

afterEach(() => {
  rememberInvocation({ launcher: undefined, local: false });
});

test("follows a request through what was made, then says how to look, change and remove", () => {
  rememberInvocation({ launcher: undefined, local: true });
  expect(deploySummary(made)).toBe(`"hands-on" is deployed in the local AWS (ap-northeast-1).

The way of a request
  load balancer      ContainerHandsOn-1.ap-northeast-1.elb.amazonaws.com
  listeners          port 80 for production, on this machine http://127.0.0.1:4080/
                     port 8080 for tests, on this machine http://127.0.0.1:4081/
  target groups      ContainerHandsOn (blue), ContainerHandsOn8080 (green)
  service            ContainerHandsOn in the cluster ContainerHandsOn: 2 tasks in the private subnets
  task definition    ContainerHandsOn: 256 CPU units, 512 MiB, port 80
  image              jaws-days-2022/container-hands-on:latest, by way of the VPC endpoints
  logs               awslogs-container-hands-on
CodeDeploy's deployment group ContainerHandsOn moves the listeners from one target group to the other.

Look      curl http://127.0.0.1:4080/
          npm run local -- aws ecs describe-services --cluster ContainerHandsOn --services ContainerHandsOn
Change    edit src/environments/hands-on.ts; npm run local -- npx cdktf diff hands-on; npm start
Release   npm run local:image -- hands-on 2; npm run release -- hands-on --image 2 --local
Remove    npm run local -- npx cdktf destroy hands-on; npm run local:down
Ids       export.log, as the hands-on writes it
`);
});

test("is what the README shows of it, shortened", () => {
  rememberInvocation({ launcher: undefined, local: true });
  const [, shown = ""] = /```text\n("hands-on" is deployed[^]*?)```/.exec(readFileSync("README.md", "utf8")) ?? [];
  const withoutPorts = (text: string) =>
    text
      .replaceAll(/127\.0\.0\.1:\d+\/?/g, "127.0.0.1:<port>")
      .trim()
      .split("\n");
  expect(withoutPorts(shown).length).toBeGreaterThan(5);
  expect(withoutPorts(deploySummary(made))).toEqual(expect.arrayContaining(withoutPorts(shown)));
});

test("names the launcher, where it was called by that", () => {
  rememberInvocation({ launcher: "./bluegreen", local: true });
  expect(deploySummary(made)).toContain(
    `          ./bluegreen local aws ecs describe-services --cluster ContainerHandsOn --services ContainerHandsOn
Change    edit src/environments/hands-on.ts; ./bluegreen diff hands-on --local; ./bluegreen start
Release   ./bluegreen local image hands-on 2; ./bluegreen release hands-on --image 2 --local
Remove    ./bluegreen destroy hands-on --local; ./bluegreen local down
`,
  );
});

test("says so when nothing has changed", () => {
  expect(deploySummary({ ...made, unchanged: true }).split("\n")[0]).toBe(
    'Nothing has changed: "hands-on" is in the local AWS (ap-northeast-1) as the code says.',
  );
});
