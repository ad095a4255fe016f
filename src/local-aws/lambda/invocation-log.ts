import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** Lambda shows a caller at most this much of a log. */
const TAIL_BYTES = 4096;

/** What one invocation writes, in a file of its function and for the caller. */
export class InvocationLog {
  private readonly file: string;
  private text = "";

  /** @param folder one file per function lies here: `<name>.log` */
  constructor(
    folder: string,
    functionName: string,
    private readonly requestId: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `${functionName}.log`);
  }

  start(version: string): void {
    this.write(`START RequestId: ${this.requestId} Version: ${version}\n`);
  }

  /** Written at once, so that a function can be followed while it runs. */
  write(text: string): void {
    this.text += text;
    appendFileSync(this.file, text);
  }

  end(milliseconds: number, error: string | undefined): void {
    if (!this.text.endsWith("\n")) this.write("\n");
    if (error !== undefined) this.write(`ERROR RequestId: ${this.requestId} ${error}\n`);
    this.write(`END RequestId: ${this.requestId}\n`);
    this.write(`REPORT RequestId: ${this.requestId}\tDuration: ${milliseconds.toFixed(2)} ms\n`);
  }

  /** The end of it, as the header X-Amz-Log-Result carries it. */
  tail(): string {
    return Buffer.from(this.text, "utf8").subarray(-TAIL_BYTES).toString("base64");
  }
}
