import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

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
  { files: ["src/aws.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["**/*.mjs", "jest.config.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", module: "writable", URL: "readonly" } },
  },
  prettier,
);
