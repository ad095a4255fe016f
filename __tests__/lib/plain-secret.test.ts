import { plainSecret } from "../../src/lib/plain-secret";

/** In two parts, so that no scanner takes it for a real one. */
const keyId = ["AKIA", "ABCDEFGH23456777"].join("");

describe("a plain environment variable", () => {
  it.each([
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "ECS_ENGINE_AUTH_DATA",
    "PASSWORD",
    "DATABASE_PASSWORD",
    "dbPassword",
    "CLIENT_SECRET",
    "API_TOKEN",
    "TLS_PRIVATE_KEY",
    "STRIPE_API_KEY",
    "GOOGLE_CREDENTIALS",
  ])("named %s is a secret, whatever its value", (name) => {
    expect(plainSecret(name, "")).toBe("by its name it is a secret");
  });

  it.each([
    [keyId, "its value looks like an AWS access key id"],
    [`id=${keyId};`, "its value looks like an AWS access key id"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMII", "its value looks like a private key"],
    ["postgres://shop:hunter2@db/shop", "its value looks like an address with a password in it"],
    [`ghp_${"a1B2".repeat(9)}`, "its value looks like a token of GitHub"],
    ["xoxb-123456789012-abcdef", "its value looks like a token of Slack"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "its value looks like a JSON web token"],
  ])("with the value %j is one too", (value, reason) => {
    expect(plainSecret("VALUE", value)).toBe(reason);
  });

  it.each([
    ["LOG_LEVEL", "info"],
    ["TOKEN_TTL_SECONDS", "60"],
    ["PASSWORD_MIN_LENGTH", "12"],
    ["SECRET_NAME", "shop/database"],
    ["KEY", "value"],
    ["DATABASE_URL", "postgres://db.internal:5432/shop"],
    ["MAIL", "mailto:shop@example.com"],
    ["CACHE_KEY_PREFIX", "AKIA"],
    ["BUILD", `X${keyId}`],
  ])("%s=%s is none", (name, value) => {
    expect(plainSecret(name, value)).toBeUndefined();
  });
});
