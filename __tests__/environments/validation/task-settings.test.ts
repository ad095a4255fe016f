import { parseTask, wrongSettings } from "./task";

describe("a task of which only the size is said", () => {
  it("has one container that runs as nobody on files that it cannot change, and no rights", () => {
    expect(parseTask()).toStrictEqual({
      cpu: 512,
      memory: 1024,
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
    });
  });

  it("gives a sidecar the same defaults, and counts on it", () => {
    expect(parseTask({ sidecars: { proxy: { image: "envoy:1" } } }).sidecars).toStrictEqual({
      proxy: {
        image: "envoy:1",
        essential: true,
        cpu: 0,
        environment: {},
        secrets: {},
        user: "65534:65534",
        readonlyRootFilesystem: true,
        writableMounts: {},
        startAfter: {},
        initProcess: false,
      },
    });
  });

  it("completes a health check with ECS's own defaults", () => {
    expect(parseTask({ container: { healthCheck: { command: ["CMD", "true"] } } }).container.healthCheck).toStrictEqual(
      {
        command: ["CMD", "true"],
        intervalSeconds: 30,
        timeoutSeconds: 5,
        retries: 3,
      },
    );
  });
});

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("settings that are right", () => {
  it.each([
    "public.ecr.aws/nginx/nginx:1.29",
    "envoy:1",
    "localhost:5000/envoy:1",
    `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/proxy@${digest}`,
    `public.ecr.aws/nginx/nginx:1.29@${digest}`,
  ])("take the image %s", (image) => {
    expect(wrongSettings({ sidecars: { proxy: { image } } })).toEqual([]);
  });

  it.each(["65534", "1000:1000", "nobody", "www-data:www-data", "image", "rooted"])("take the user %s", (user) => {
    expect(wrongSettings({ container: { user } })).toEqual([]);
  });

  it.each([
    "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/database-AbCdEf",
    "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/database-AbCdEf:password::",
    "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/database-AbCdEf:password:AWSPREVIOUS:",
    "arn:aws:ssm:ap-northeast-1:123456789012:parameter/shop/key",
  ])("take the secret %s", (arn) => {
    expect(wrongSettings({ container: { secrets: { VALUE: arn } } })).toEqual([]);
  });

  it.each([
    { actions: ["s3:GetObject", "s3:List*"], resources: ["arn:aws:s3:::shop", "arn:aws:s3:::shop/*"] },
    { actions: ["cloudwatch:PutMetricData"], anyResource: "PutMetricData takes no resource" },
    {
      actions: ["dynamodb:GetItem"],
      resources: ["arn:aws:dynamodb:ap-northeast-1:123456789012:table/carts"],
      conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:username}"] } },
    },
  ])("take the right %j", (statement) => {
    expect(wrongSettings({ taskRole: [statement] })).toEqual([]);
  });
});

const plainTextRule =
  "container.environment.LIMIT: the value (not shown here) is not a text. Allowed: texts; what is secret belongs into secrets. Put it in quotes, also true and numbers.";
const secretRule =
  'the value (not shown here) is not a secret that ECS can read. Allowed: the full ARN of a secret in Secrets Manager, with its six last characters, if need be followed by ":<JSON key>:<stage>:<version>" (each may be empty), or the ARN of a parameter in SSM. Look it up with: aws secretsmanager describe-secret, or aws ssm get-parameter.';
const userRule =
  'is not a user that a container can run as. Allowed: a name or a number, with ":" and a group if need be; not root; or "image", which leaves it to the image. Choose a number that the image\'s files are readable for, such as "65534:65534".';
const imageRule =
  'is not a full reference of an image. Allowed: a repository with a tag, a digest (sha256 and 64 digits) or both, up to 255 characters. Write it as for docker pull, such as "public.ecr.aws/nginx/nginx:1.29"; a digest never moves.';
const folderRule =
  'is not a folder in a container. Allowed: an absolute path that is not "/" itself, without ":" and without a slash at its end. Write the folder that the program writes to, such as "/tmp".';
const actionRule =
  'is not an action that a task may be allowed. Allowed: "<service>:<Action>", with a "*" at its end if need be, after the first word at least. Name the actions that the program calls, such as "s3:GetObject".';
const resourceRule =
  'is not a resource that a right can be limited to. Allowed: an ARN that names a service and more than "*" in it, such as "arn:aws:s3:::shop-pictures/*". Name the things that the program works on; for actions that take no resource, say why in anyResource.';
const secretOf = (arn: string) => ({ container: { secrets: { VALUE: arn } } });
const userOf = (user: string) => ({ container: { user } });
const sidecarOf = (image: string) => ({ sidecars: { proxy: { image } } });
const mountOf = (folder: string) => ({ container: { writableMounts: { tmp: folder } } });
const actionOf = (action: string) => ({ taskRole: [{ actions: [action], resources: ["arn:aws:s3:::shop"] }] });
const resourceOf = (arn: string) => ({ taskRole: [{ actions: ["s3:GetObject"], resources: [arn] }] });

const messages: readonly (readonly [settings: Record<string, unknown>, message: string])[] = [
  [
    { architecture: "arm" },
    'architecture: "arm" is not an architecture. Allowed: X86_64, ARM64. Choose what the images are built for.',
  ],
  [
    { ephemeralStorageGiB: 20 },
    "ephemeralStorageGiB: 20 is not a size of a task's disk. Allowed: a whole number from 21 to 200 (GiB). Leave it out for the 20 that are free.",
  ],
  [
    { executeCommand: "yes" },
    'executeCommand: "yes" is not true or false. Allowed: true, false. Choose false unless people have to look into running containers.',
  ],
  [
    { secretsKmsKeyArns: ["arn:aws:kms:ap-northeast-1:123456789012:alias/shop"] },
    'secretsKmsKeyArns[0]: "arn:aws:kms:ap-northeast-1:123456789012:alias/shop" is not a KMS key. Allowed: the ARN of a key, not of an alias: policies do not follow aliases. Look it up with: aws kms describe-key.',
  ],
  [
    { secretsKmsKeyArns: [] },
    "secretsKmsKeyArns[0]: missing; it takes a KMS key. Allowed: the ARN of a key, not of an alias: policies do not follow aliases. Look it up with: aws kms describe-key.",
  ],
  [
    { container: { port: 0 } },
    "container.port: 0 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    { container: { command: "node server.mjs" } },
    'container.command: "node server.mjs" is not a command. Allowed: a list with its words, such as ["node", "server.mjs"]. Write [ ... ] here, a word for each argument.',
  ],
  [
    { container: { command: ["sleep", 5] } },
    "container.command[1]: 5 is not a text. Allowed: texts. Put it in quotes.",
  ],
  [
    { container: { cpu: -1 } },
    "container.cpu: -1 is not a share of the task's CPU. Allowed: a whole number from 0 to 16384 (CPU units, 1024 are one vCPU). Choose 0 to share what other containers leave.",
  ],
  [
    { container: { memoryMiB: 5 } },
    "container.memoryMiB: 5 is not a limit for the memory of a container. Allowed: a whole number from 6 to 122880 (MiB). Choose what the container needs at its peak, or leave it out to share the task's memory.",
  ],
  [{ container: { environment: { LIMIT: 5 } } }, plainTextRule],
  [
    { container: { environment: { "1ST": "x" } } },
    'container.environment.1ST: "1ST" is not a name for an environment variable. Allowed: up to 255 letters, digits and the characters _ . -, no digit first. Choose a name such as "LOG_LEVEL".',
  ],
  [
    { container: { environment: ["A=1"] } },
    'container.environment: the value (not shown here) is not an object with environment variables. Allowed: an object with texts by name. Write { LOG_LEVEL: "info" } here.',
  ],
  [secretOf("hunter2"), `container.secrets.VALUE: ${secretRule}`],
  [
    secretOf("arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/database"),
    `container.secrets.VALUE: ${secretRule}`,
  ],
  [
    secretOf("arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/database-AbCdEf:password"),
    `container.secrets.VALUE: ${secretRule}`,
  ],
  [userOf("root"), `container.user: "root" ${userRule}`],
  [userOf("0:0"), `container.user: "0:0" ${userRule}`],
  [userOf("0"), `container.user: "0" ${userRule}`],
  [userOf(""), `container.user: "" ${userRule}`],
  [
    { container: { readonlyRootFilesystem: 1 } },
    "container.readonlyRootFilesystem: 1 is not true or false. Allowed: true, false. Choose true and name the folders it writes to in writableMounts.",
  ],
  [mountOf("/"), `container.writableMounts.tmp: "/" ${folderRule}`],
  [mountOf("tmp"), `container.writableMounts.tmp: "tmp" ${folderRule}`],
  [mountOf("/tmp/"), `container.writableMounts.tmp: "/tmp/" ${folderRule}`],
  [
    { container: { writableMounts: { "a b": "/tmp" } } },
    'container.writableMounts["a b"]: "a b" is not a name for a volume. Allowed: up to 255 letters, digits, hyphens and underscores. Choose a name such as "tmp".',
  ],
  [
    { container: { healthCheck: { command: ["curl", "-f", "http://127.0.0.1"] } } },
    'container.healthCheck.command: ["curl","-f","http://127.0.0.1"] is not a command of a health check. Allowed: a list that begins with "CMD" or "CMD-SHELL". Write ["CMD", ...] to run a program, ["CMD-SHELL", "..."] to run a line of shell.',
  ],
  [
    { container: { healthCheck: { command: ["CMD", "true"], timeoutSeconds: 61 } } },
    "container.healthCheck.timeoutSeconds: 61 is not a timeout of a container's health check. Allowed: a whole number from 2 to 60 (seconds). ECS's own default is 5.",
  ],
  [
    { container: { healthCheck: { command: ["CMD", "true"], intervalSeconds: 4 } } },
    "container.healthCheck.intervalSeconds: 4 is not an interval of a container's health check. Allowed: a whole number from 5 to 300 (seconds). ECS's own default is 30.",
  ],
  [
    { container: { healthCheck: { command: ["CMD", "true"], retries: 11 } } },
    "container.healthCheck.retries: 11 is not a number of retries. Allowed: a whole number from 1 to 10. ECS's own default is 3.",
  ],
  [
    { container: { healthCheck: { command: ["CMD", "true"], startPeriodSeconds: 301 } } },
    "container.healthCheck.startPeriodSeconds: 301 is not a start period. Allowed: a whole number from 1 to 300 (seconds). Choose the time that the container needs to start, or leave it out.",
  ],
  [
    { container: { startAfter: { proxy: "RUNNING" } } },
    'container.startAfter.proxy: "RUNNING" is not a state to wait for. Allowed: START, COMPLETE (it has ended), SUCCESS (it has ended with exit code 0), HEALTHY. Choose one of these.',
  ],
  [
    { container: { stopTimeoutSeconds: 121 } },
    "container.stopTimeoutSeconds: 121 is not a time to stop in. Allowed: a whole number from 2 to 120 (seconds). Fargate allows 120; make it longer than the longest request.",
  ],
  [
    { container: { initProcess: "tini" } },
    'container.initProcess: "tini" is not true or false. Allowed: true, false. Choose true where the program starts others, or runs as process 1 without handling signals.',
  ],
  [sidecarOf("nginx"), `sidecars.proxy.image: "nginx" ${imageRule}`],
  [sidecarOf("nginx@sha256:abc"), `sidecars.proxy.image: "nginx@sha256:abc" ${imageRule}`],
  [
    { sidecars: { main: { image: "envoy:1" } } },
    'sidecars.main: "main" is not a name for a sidecar. Allowed: up to 255 letters, digits, hyphens and underscores; not "main", which stands for the service\'s own container. Choose a name such as "log-router".',
  ],
  [
    { sidecars: { proxy: { image: "envoy:1", imageTag: "1" } } },
    "sidecars.proxy: no such setting. Allowed: image, essential, port, command, entryPoint, cpu, memoryMiB, memoryReservationMiB, environment, secrets, user, readonlyRootFilesystem, writableMounts, healthCheck, startAfter, stopTimeoutSeconds, initProcess. Correct its spelling or remove it.",
  ],
  [actionOf("*"), `taskRole[0].actions[0]: "*" ${actionRule}`],
  [actionOf("s3:*"), `taskRole[0].actions[0]: "s3:*" ${actionRule}`],
  [actionOf("s3:G*"), `taskRole[0].actions[0]: "s3:G*" ${actionRule}`],
  [resourceOf("*"), `taskRole[0].resources[0]: "*" ${resourceRule}`],
  [resourceOf("arn:aws:s3:::*"), `taskRole[0].resources[0]: "arn:aws:s3:::*" ${resourceRule}`],
  [resourceOf("arn:aws:*:*:*:*"), `taskRole[0].resources[0]: "arn:aws:*:*:*:*" ${resourceRule}`],
  [
    { taskRole: [{ actions: ["s3:GetObject"], anyResource: "easier" }] },
    'taskRole[0].anyResource: "easier" is not a reason. Allowed: a sentence of 10 to 200 characters. Say why no resource can be named, such as "PutMetricData takes no resource".',
  ],
];

describe("a wrong setting of a task", () => {
  it.each(messages)("%j is answered in full", (settings, message) => {
    expect(wrongSettings(settings)).toEqual([message]);
  });
});
