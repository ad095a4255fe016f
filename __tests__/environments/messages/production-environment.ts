import type { Row } from "./row";

export const productionEnvironment: readonly Row[] = [
  [
    "tags.owner",
    "platform & co",
    'production: tags.owner: "platform & co" is not a value of a tag. Allowed: 1 to 256 letters, digits, spaces and the characters + - = . _ : / @. Leave out other characters: some services refuse them.',
  ],
  [
    "tags.costCentre",
    4711,
    "production: tags.costCentre: 4711 is not a value of a tag. Allowed: 1 to 256 letters, digits, spaces and the characters + - = . _ : / @. Leave out other characters: some services refuse them.",
  ],
  [
    "tags",
    { owner: "platform-team" },
    "production: tags.costCentre: missing; it takes a value of a tag. Allowed: 1 to 256 letters, digits, spaces and the characters + - = . _ : / @. Leave out other characters: some services refuse them.",
  ],
  [
    "encryption",
    "customer",
    'production: encryption: "customer" is not a way to keep keys. Allowed: aws-managed, customer-managed. Choose one of these.',
  ],
  [
    "permissions",
    "administrator",
    'production: permissions: "administrator" is not a way to give permissions. Allowed: aws-managed-policies, least-privilege. Choose least-privilege unless something has to be as AWS\'s guides make it.',
  ],
  [
    "backend.accessLogs",
    { bucket: "Shop" },
    'production: backend.accessLogs.bucket: "Shop" is not a name for an S3 bucket. Allowed: 3 to 63 lower-case letters, digits, "." and "-", a letter or digit first and last, no ".." and no IP address, none of the prefixes and suffixes that S3 keeps for itself. Choose a name that no one else has, such as your organization\'s with a purpose.',
  ],
  [
    "backend.accessLogs",
    { retentionDays: 0 },
    "production: backend.accessLogs.retentionDays: 0 is not a retention of access logs. Allowed: a whole number from 1 to 3650 (days). Choose as long as you may have to find out who read the state.",
  ],
  [
    "alerts.emails",
    "on-call@example.com",
    'production: alerts.emails: "on-call@example.com" is not a list of e-mail addresses. Allowed: a list with one address or more. Write ["on-call@example.com"] here.',
  ],
  [
    "alerts.emails",
    [],
    'production: alerts.emails[0]: missing; it takes an e-mail address. Allowed: a name, @ and a domain, up to 254 characters. Write the address alone, such as "on-call@example.com".',
  ],
  [
    "alerts.emails.0",
    "on-call",
    'production: alerts.emails[0]: "on-call" is not an e-mail address. Allowed: a name, @ and a domain, up to 254 characters. Write the address alone, such as "on-call@example.com".',
  ],
  [
    "alerts.balancerErrorPercent",
    0,
    "production: alerts.balancerErrorPercent: 0 is not a share of the requests. Allowed: a whole number from 1 to 100 (percent). Choose what is more than clients meet on a normal day.",
  ],
  [
    "alerts.minimumRequests",
    0,
    "production: alerts.minimumRequests: 0 is not a number of requests. Allowed: a whole number from 1 to 1000000 (requests in a minute). Choose as many as make one failure among them no reason to call a person.",
  ],
  [
    "alerts.evaluationMinutes",
    61,
    "production: alerts.evaluationMinutes: 61 is not a number of minutes. Allowed: a whole number from 1 to 60. 5 tell a trouble from a hiccup.",
  ],
  [
    "alerts.breachingMinutes",
    0,
    "production: alerts.breachingMinutes: 0 is not a number of minutes. Allowed: a whole number from 1 to 60. Choose a little more than half of evaluationMinutes.",
  ],
  [
    "github",
    { repository: "https://github.com/acme/shop" },
    'production: github.repository: "https://github.com/acme/shop" is not a repository of GitHub. Allowed: "owner/name" or, with the numbers of both, "owner@123456/name@456789". Look it up with: gh api repos/<owner>/<name>/actions/oidc/customization/sub.',
  ],
  [
    "github",
    { repository: "acme/shop", environment: "live shop" },
    'production: github.environment: "live shop" is not a name of an environment of GitHub. Allowed: 1 to 255 letters, digits, dots, hyphens and underscores. Rename the environment on GitHub (Settings, Environments).',
  ],
  [
    "github",
    { repository: "acme/shop", branch: "release/*" },
    'production: github.branch: "release/*" is not a name of a branch. Allowed: 1 to 255 letters, digits, hyphens and underscores, with single dots and slashes between them. Write the branch\'s short name, such as "main".',
  ],
  [
    "github",
    { repository: "acme/shop", releaseEnvironment: "live shop" },
    'production: github.releaseEnvironment: "live shop" is not a name of an environment of GitHub. Allowed: 1 to 255 letters, digits, dots, hyphens and underscores. Rename the environment on GitHub (Settings, Environments).',
  ],
  [
    "github",
    { repository: "acme/shop", provider: "made" },
    'production: github.provider: "made" is not an answer to who makes the identity provider. Allowed: create, existing. Choose existing if another environment or stack of the account makes it.',
  ],
  [
    "kubernetes",
    true,
    "production: kubernetes: no such setting. Allowed: name, project, region, account, backend, tags, network, logs, loadBalancer, cluster, registry, encryption, permissions, alerts, github, retained, services. Correct its spelling or remove it.",
  ],
];
