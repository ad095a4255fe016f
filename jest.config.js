// As script/run.mjs does; workers and child processes inherit it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
// Terraform and its provider spend a quarter of their CPU time on collecting garbage; this leaves most of it lie. A plan
// then takes 620 instead of 590 MB. https://go.dev/doc/gc-guide#GOGC
process.env.GOGC ??= "400";

/** @type {import("jest").Config} */
const shared = {
  testEnvironment: "node",
  // Types are checked once by `tsc --noEmit`; the runner only strips them.
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.local", "<rootDir>/.gen"],
};

/** @type {import("jest").Config} */
module.exports = {
  // Generous: many tests start the local AWS or Terraform, and a busy machine is slow to answer.
  testTimeout: 60_000,
  testSequencer: "<rootDir>/script/longest-first.mjs",
  coverageDirectory: "coverage",
  coverageReporters: ["text-summary", "lcov"],
  collectCoverageFrom: ["src/**/*.ts"],
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/__tests__/e2e/"],
    },
    { ...shared, displayName: "e2e", testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"] },
  ],
};
