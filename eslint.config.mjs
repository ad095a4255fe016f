import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** What each room of src/ may import besides itself; what is not listed is refused. docs/ARCHITECTURE.md draws it. */
const arrows = {
  lib: [],
  environments: ["lib"],
  "release-contract": ["lib"],
  constructs: ["environments", "release-contract", "lib", "aws.ts"],
  stacks: ["constructs", "environments", "lib", "aws.ts"],
  security: ["lib"],
  "local-aws": ["release-contract", "lib"],
  "operations/terraform": ["environments", "lib"],
  "operations/release": ["release-contract", "environments", "lib"],
  "operations/conformance": ["operations/release", "release-contract", "environments", "lib"],
  "operations/adopt": ["operations/terraform", "environments", "lib"],
  "operations/review": ["operations/release", "operations/terraform", "release-contract", "environments", "lib"],
  "operations/scaffold": ["environments", "lib"],
  "operations/eject": ["operations/review", "operations/terraform", "lib"],
  "operations/diagram": ["operations/review", "lib"],
  "operations/pipeline": ["operations/diagram", "operations/review", "operations/terraform", "environments", "lib"],
  cli: ["operations", "security", "local-aws", "environments", "lib"],
};

const zones = Object.entries(arrows).map(([room, below]) => ({
  target: `src/${room}`,
  from: "src",
  except: [room, ...below].map((allowed) => `./${allowed}`),
  message: `src/${room} may import ${["itself", ...below].join(", ")}: see docs/ARCHITECTURE.md.`,
}));

export default tseslint.config(
  { ignores: [".gen", "cdktf.out", ".local", "coverage", "node_modules"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A construct is made for its effect on its scope; the handle is not always needed.
      "no-new": "off",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@cdktf/provider-aws", "@cdktf/provider-aws/*"], message: "Import it from src/aws.ts." },
          ],
        },
      ],
    },
  },
  {
    files: ["src/**/*.ts", "main.ts"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [
        createNodeResolver({ extensions: [".ts", ".mjs", ".json"], extensionAlias: { ".js": [".ts"] } }),
      ],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
    },
  },
  { files: ["src/aws.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["**/*.mjs", "jest.config.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", module: "writable", URL: "readonly" } },
  },
  prettier,
);
