import fc from "fast-check";
import { parseEnvironments } from "../../src/environments/parse";
import { staging } from "../../src/environments/staging";
import { fargateCpuSizes, fargateMemorySizes } from "../../src/lib/aws/fargate";
import { changed, parse, problemsOf, type Change } from "./support";

describe("defaults", () => {
  const least = {
    name: "least",
    project: "Least",
    region: "ap-northeast-1",
    backend: { type: "s3", bucket: "least-state" },
    network: { cidr: "10.0.0.0/16", zones: [{ name: "ap-northeast-1a" }, { name: "ap-northeast-1c" }] },
    services: { web: { desiredCount: 2, cpu: 256, memory: 512 } },
  };

  it("are exactly these", () => {
    expect(parse(least)).toStrictEqual({
      ...least,
      backend: { type: "s3", bucket: "least-state", key: "least/terraform.tfstate", region: "ap-northeast-1" },
      network: {
        ...least.network,
        zones: [
          { name: "ap-northeast-1a", publicCidr: "10.0.32.0/20", privateCidr: "10.0.0.0/19" },
          { name: "ap-northeast-1c", publicCidr: "10.0.96.0/20", privateCidr: "10.0.64.0/19" },
        ],
        egress: "none",
        interfaceEndpoints: true,
        endpointPolicies: true,
        lockDefaultSecurityGroup: true,
        securityGroups: "separate",
      },
      loadBalancer: {
        https: undefined,
        productionPort: 80,
        testPort: 8080,
        allowedCidrs: ["0.0.0.0/0"],
        testAllowedCidrs: [],
        idleTimeoutSeconds: 60,
        deletionProtection: true,
        dropInvalidHeaders: true,
        desyncMitigation: "defensive",
      },
      logs: {},
      cluster: { containerInsights: "enabled", fargateCapacityProviders: true },
      registry: {
        immutableTags: true,
        scanOnPush: true,
        lifecycle: { type: "expire-old", keepReleases: 10, keepNewest: 50, untaggedDays: 14 },
      },
      encryption: "aws-managed",
      permissions: "least-privilege",
      retained: { services: {} },
      services: {
        web: {
          names: {},
          desiredCount: 2,
          cpu: 256,
          memory: 512,
          architecture: "X86_64",
          container: {
            port: 80,
            imageTag: "latest",
            cpu: 0,
            environment: {},
            secrets: {},
            user: "65534:65534",
            readonlyRootFilesystem: true,
            writableMounts: {},
            startAfter: {},
            initProcess: false,
          },
          sidecars: {},
          executeCommand: false,
          compute: { type: "fargate" },
          dashboard: true,
          healthCheckGracePeriodSeconds: 0,
          deregistrationDelaySeconds: 300,
          healthCheck: {
            path: "/",
            matcher: "200",
            intervalSeconds: 30,
            timeoutSeconds: 5,
            healthyThreshold: 5,
            unhealthyThreshold: 2,
          },
          deployment: {
            readyWaitMinutes: 0,
            terminationWaitMinutes: 60,
            rollbackOnFailure: true,
            rollbackOnAlarm: true,
          },
        },
      },
    });
  });

  const withService = (settings: object) =>
    parse({
      ...least,
      loadBalancer: { testAllowedCidrs: ["0.0.0.0/0"] },
      services: { web: { ...least.services.web, ...settings } },
    }).services["web"];

  it("of a health check hold one by one", () => {
    expect(withService({ healthCheck: { path: "/health" } })?.healthCheck).toStrictEqual({
      path: "/health",
      matcher: "200",
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
    });
  });

  it("of a smoke test are exactly these", () => {
    const deployment = { hooks: { afterAllowTestTraffic: {} } };
    expect(withService({ deployment })?.deployment.hooks).toStrictEqual({
      afterAllowTestTraffic: { path: "/", expectStatus: 200, attempts: 5 },
    });
  });

  it.each([
    [
      { type: "s3", bucket: "lab-state", key: "lab.tfstate", region: "us-east-1" },
      { type: "s3", bucket: "lab-state", key: "lab.tfstate", region: "us-east-1" },
    ],
    [
      { type: "cloud", organization: "acme", workspace: "lab" },
      { type: "cloud", organization: "acme", workspace: "lab", hostname: "app.terraform.io" },
    ],
    [{ type: "local" }, { type: "local", path: "terraform.least.tfstate" }],
    [
      { type: "local", path: "lab.tfstate" },
      { type: "local", path: "lab.tfstate" },
    ],
  ])("make of the backend %j", (given, complete) => {
    expect(parse({ ...least, backend: given }).backend).toStrictEqual(complete);
  });
});

describe("limits", () => {
  const accepted: readonly Change[] = [
    ["name", "a".repeat(64)],
    ["name", "staging-2"],
    ["project", "A123456789B123456789C1234567"],
    ["account", "000000000001"],
    ["backend.bucket", "abc"],
    ["backend.bucket", "a".repeat(63)],
    ["backend.bucket", "state.acme.example"],
    ["backend.key", "k".repeat(1017)],
    ["backend.kmsKeyArn", "arn:aws:kms:ap-northeast-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"],
    ["backend", { type: "cloud", organization: "acme_inc-1", workspace: "w".repeat(90) }],
    ["backend", { type: "cloud", organization: "acme", workspace: "lab", hostname: "tfe.acme.example" }],
    ["network.zones.0.publicCidr", "10.0.0.0/27"],
    ["network.zones.0.privateCidr", "10.0.2.0/28"],
    ["services.web.names.repository", "ab"],
    ["services.web.names.repository", "a".repeat(256)],
    ["services.web.names.repository", "team/a-b_c.d/service"],
    ["services.web.names.logGroup", "/ecs/lab#1"],
    ["services.web.names.logGroup", "a".repeat(512)],
    ["services.web.names.logStreamPrefix", "a".repeat(256)],
    ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653].map(
      (days): Change => ["logs.retentionDays", days],
    ),
    ["services.web.names.taskExecutionRole", "r".repeat(64)],
    ["services.web.names.taskExecutionRole", "a_+=,.@-"],
    ["loadBalancer.productionPort", 1],
    ["loadBalancer.productionPort", 65535],
    ["services.web.desiredCount", 0],
    ["services.web.desiredCount", 248],
    ["services.web.container.imageTag", "_" + ".".repeat(127)],
    ["services.web.container.port", 65535],
    ["services.web.healthCheckGracePeriodSeconds", 2147483647],
    ["services.web.healthCheck.path", "/" + "p".repeat(1023)],
    ["services.web.healthCheck.path", "/health?deep=1"],
    ["services.web.healthCheck.matcher", "200-499"],
    ["services.web.healthCheck.matcher", "200,301-302,404"],
    ["services.web.healthCheck.intervalSeconds", 6],
    ["services.web.healthCheck.intervalSeconds", 300],
    ["services.web.healthCheck.timeoutSeconds", 2],
    ["services.web.healthCheck.timeoutSeconds", 29],
    ["services.web.healthCheck.healthyThreshold", 2],
    ["services.web.healthCheck.unhealthyThreshold", 10],
    ["services.web.deployment.config", "CodeDeployDefault.ECSCanary10Percent5Minutes"],
    ["services.web.deployment.config", "c".repeat(100)],
    ["services.web.deployment.readyWaitMinutes", 0],
    ["services.web.deployment.terminationWaitMinutes", 2880],
    [
      "services.web.deployment.hooks",
      { afterAllowTestTraffic: { path: "/health?deep=1", expectStatus: 599, attempts: 50 } },
    ],
    [
      "services.web.deployment.hooks",
      { afterAllowTestTraffic: { expectStatus: 200, expectBody: "é".repeat(512), attempts: 1 } },
    ],
  ];

  it.each(accepted)("let %s be %j", (path, value) => {
    expect(problemsOf(changed([path, value]))).toEqual([]);
  });

  const refused: readonly Change[] = [
    ["name", "a".repeat(65)],
    ["name", "2nd"],
    ["name", "a--b"],
    ["name", "ssm"],
    ["project", "Lab-"],
    ["project", "Lab_1"],
    ["region", "cn-north-1"],
    ["backend.bucket", "ab"],
    ["backend.bucket", "a".repeat(64)],
    ["backend.bucket", "a..b"],
    ["backend.bucket", "xn--state"],
    ["backend.bucket", "state-s3alias"],
    ["backend.key", "k".repeat(1018)],
    ["backend.key", "states/"],
    ["backend.key", ""],
    ["backend", { type: "cloud", organization: "acme", workspace: "w".repeat(91) }],
    ["network.cidr", "10.0.0.0/15"],
    ["network.zones.0.privateCidr", "10.0.2.0/29"],
    ["network.zones.0.name", "ap-northeast-1-tpe-1a"],
    ["services.web.names.repository", "a"],
    ["services.web.names.repository", "a".repeat(257)],
    ["services.web.names.repository", "team//service"],
    ["services.web.names.logGroup", ""],
    ["services.web.names.logGroup", "a".repeat(513)],
    ["services.web.names.logStreamPrefix", ""],
    ["logs.retentionDays", 0],
    ["services.web.names.taskExecutionRole", "r".repeat(65)],
    ["services.web.container.imageTag", "t".repeat(129)],
    ["services.web.healthCheckGracePeriodSeconds", -1],
    ["services.web.healthCheck.path", "/" + "p".repeat(1024)],
    ["services.web.healthCheck.path", "/a b"],
    ["services.web.healthCheck.matcher", "299-200"],
    ["services.web.healthCheck.matcher", "200,"],
    ["services.web.healthCheck.intervalSeconds", 301],
    ["services.web.healthCheck.timeoutSeconds", 1],
    ["services.web.deployment.config", "c".repeat(101)],
    ["services.web.deployment.hooks", { afterAllowTestTraffic: { expectStatus: 600 } }],
    ["services.web.deployment.hooks", { afterAllowTestTraffic: { expectBody: "b".repeat(513) } }],
    ["services.web.deployment.hooks", { afterAllowTestTraffic: { attempts: 0 } }],
    ["services.web.deployment.hooks", { afterAllowTestTraffic: { attempts: 1.5 } }],
    ["services.web.deployment.readyWaitMinutes", 2881],
  ];

  it.each(refused)("do not let %s be %j", (path, value) => {
    expect(problemsOf(changed([path, value]))).toHaveLength(1);
  });

  it("take every size that Fargate has, and with each CPU size none of the others'", () => {
    const memorySizes = [...new Set(fargateCpuSizes.flatMap(fargateMemorySizes))];
    const accepted = fargateCpuSizes.flatMap((cpu) =>
      memorySizes.filter(
        (memory) => problemsOf(changed(["services.web.cpu", cpu], ["services.web.memory", memory])).length === 0,
      ),
    );
    expect(accepted).toEqual(fargateCpuSizes.flatMap(fargateMemorySizes));
    expect(accepted).toHaveLength(3 + 4 + 7 + 13 + 23 + 12 + 12);
  });
});

describe("a configuration that is wrong in many places", () => {
  it("is answered once, with every problem", () => {
    const input = changed(
      ["region", "ap-northeast-3"],
      ["project", "A123456789B123456789C123456789D12"],
      ["backend.kmsKeyArn", "arn:aws:kms:us-east-1:123456789012:key/1234abcd"],
      ["network.zones.0.publicCidr", "10.0.0.1/24"],
      ["network.zones.1.publicCidr", "10.0.2.128/25"],
      ["network.zones.1.privateCidr", "10.9.0.0/24"],
      ["logs.retentionDays", "a year"],
      ["services.web.names.taskRole", "lab"],
      ["loadBalancer.productionPort", 8080],
      ["services.web.memory", 700],
      ["services.web.container.port", "80"],
      ["services.web.healthCheck.intervalSeconds", 5],
      ["services.web.deployment", "often"],
    );
    expect(problemsOf(input).map((problem) => problem.split(". Allowed: ")[0])).toEqual([
      'hands-on: network.zones[0].publicCidr: "10.0.0.1/24" is not a range of addresses that a VPC or subnet can have',
      'hands-on: logs.retentionDays: "a year" is not a retention that CloudWatch Logs offers',
      "hands-on: services.web.names.taskRole: no such setting",
      'hands-on: services.web.container.port: "80" is not a port',
      'hands-on: services.web.deployment: "often" is not an object',
      "hands-on: services.web.memory: 700 is not a memory size that Fargate takes with 256 CPU units",
      "hands-on: loadBalancer.testPort: 8080 is also loadBalancer.productionPort",
      'hands-on: project: "A123456789B123456789C123456789D12" makes the name of the load balancer "A123456789B123456789C123456789D12", 33 characters',
      'hands-on: network.zones[0].name: "ap-northeast-1a" is not a zone of the region ap-northeast-3',
      'hands-on: network.zones[1].name: "ap-northeast-1c" is not a zone of the region ap-northeast-3',
      'hands-on: network.zones[1].privateCidr: "10.9.0.0/24" is outside of network.cidr',
      'hands-on: network.zones[1].publicCidr: "10.0.2.128/25" overlaps "10.0.2.0/24" of network.zones[0].privateCidr',
      'hands-on: backend.kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd" is not a key of the bucket\'s region',
      "hands-on: services.web.healthCheck.timeoutSeconds: 5 is not less than healthCheck.intervalSeconds",
    ]);
  });

  it("names each unknown setting on a line of its own", () => {
    const allowed =
      "https, productionPort, testPort, allowedCidrs, testAllowedCidrs, idleTimeoutSeconds, deletionProtection, " +
      "dropInvalidHeaders, desyncMitigation, accessLogs, waf";
    expect(problemsOf(changed(["loadBalancer.port", 80], ["loadBalancer.http", true]))).toEqual([
      `hands-on: loadBalancer.port: no such setting. Allowed: ${allowed}. Correct its spelling or remove it.`,
      `hands-on: loadBalancer.http: no such setting. Allowed: ${allowed}. Correct its spelling or remove it.`,
    ]);
  });

  it("draws no conclusion from a setting that is wrong itself", () => {
    const input = changed(
      ["backend.region", "tokyo"],
      ["backend.kmsKeyArn", "arn:aws:kms:us-east-1:123456789012:key/1234abcd"],
      ["services.web.cpu", 100],
      ["services.web.memory", 700],
      ["network.cidr", "all"],
      ["network.egress", "some"],
      ["services.web.container.startAfter", { proxy: "HEALTHY", migration: "SUCCESS", router: "START" }],
      [
        "services.web.sidecars",
        {
          proxy: { image: "nginx:1.29", healthCheck: "curl" },
          migration: { image: "migration:1", essential: "no" },
          router: "router:1",
        },
      ],
    );
    expect(problemsOf(input).map((problem) => problem.split(": ")[1])).toEqual([
      "backend.region",
      "network.cidr",
      "network.egress",
      "services.web.cpu",
      "services.web.sidecars.proxy.healthCheck",
      "services.web.sidecars.migration.essential",
      "services.web.sidecars.router",
    ]);
  });

  it("takes a section that is given as undefined for one that is not there", () => {
    const { cluster, ...input } = staging;
    expect(problemsOf({ ...input, cluster: { ...cluster, ec2Capacity: undefined } })).toEqual([
      'staging: services.api.compute.type: "ec2" needs instances, and cluster.ec2Capacity describes none. Allowed: fargate, fargate-spot, or ec2 with cluster.ec2Capacity. Add cluster.ec2Capacity, or choose fargate.',
    ]);
  });

  it("hides nothing that is wrong in another environment", () => {
    const other = changed(["name", "staging"], ["services.web.cpu", 300]);
    expect(problemsOf(changed(["services.web.cpu", 300]), other).map((problem) => problem.split(": ")[0])).toEqual([
      "hands-on",
      "staging",
    ]);
  });

  it("may have a name that would break the line", () => {
    expect(problemsOf(changed(["name", "a\nb"]))[0]).toMatch(/^"a\\nb": name: "a\\nb" is not a name/);
  });

  it.each([null, undefined, "hands-on", 7, []])("may be %j", (input) => {
    const problems = problemsOf(input);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^an environment without a name: .*an object/);
  });
});

describe("parseEnvironments", () => {
  it("answers whatever stands in place of a setting, and is surprised by nothing", () => {
    const paths = [
      ...["name", "project", "region", "account", "backend", "network", "services", "logs", "more"],
      ...["backend.type", "backend.kmsKeyArn", "backend.region", "network.cidr", "network.zones", "network.zones.0"],
      ...["network.zones.1.privateCidr", "loadBalancer.testPort", "services.web.cpu", "services.web.memory"],
      ...["services.web.healthCheck", "services.web.healthCheck.timeoutSeconds", "services.web.more"],
    ];
    // Longest paths first, so that a change finds its parent still in place.
    const changes = fc
      .uniqueArray(fc.tuple(fc.constantFrom(...paths), fc.jsonValue()), { selector: ([path]) => path, maxLength: 5 })
      .map((all) => [...all].sort(([one], [other]) => other.split(".").length - one.split(".").length));
    fc.assert(
      fc.property(changes, (all) => {
        for (const problem of problemsOf(changed(...all))) {
          expect(problem).toMatch(/^.+: [a-zA-Z]+(\.[\w-]+|\[.+\])*: .+\. Allowed: .+\. .+\.$/);
        }
      }),
    );
  });

  it("leaves what it reads as it was", () => {
    const input = changed(["services.web.memory", 700]);
    const before = structuredClone(input);
    problemsOf(input);
    expect(input).toEqual(before);
  });

  it("keeps the order", () => {
    const names = ["staging", "hands-on", "production"];
    expect(
      parseEnvironments(names.map((name) => changed(["name", name], ["project", name]))).map(({ name }) => name),
    ).toEqual(names);
  });
});
