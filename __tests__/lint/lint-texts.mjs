// Lints texts as if they stood in files of the checkout, without the rules that need types: file to text on standard input,
// file to messages on standard output.
import { text } from "node:stream/consumers";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

const eslint = new ESLint({
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { files: ["**/*.ts"], languageOptions: { parserOptions: { projectService: false } } },
  ],
});
const messages = {};
for (const [filePath, code] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const [result] = await eslint.lintText(code, { filePath });
  messages[filePath] = result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}
process.stdout.write(JSON.stringify(messages));
