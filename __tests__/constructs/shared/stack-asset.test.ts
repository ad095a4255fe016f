import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { StackAsset } from "../../../src/constructs/shared/stack-asset";
import { emptyStack } from "../../support/synthesized";

const content = Buffer.from("some code");
const digest = createHash("sha256").update(content).digest();

describe("StackFile", () => {
  it("lies beside the stack's JSON, where its path says, with the content that its hash says", () => {
    const stack = emptyStack("hands-on");
    const file = new StackAsset(stack, "code", { name: "code.zip", content });
    const other = new StackAsset(stack, "other", { name: "code.zip", content: Buffer.from("other") });
    expect(file.path).toBe(`assets/code/${digest.toString("hex").slice(0, 32)}/code.zip`);
    expect(file.sha256).toBe(digest.toString("base64"));

    const outdir = Testing.fullSynth(stack);
    const folder = join(outdir, "stacks", "hands-on");
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(["assets", "cdk.tf.json"]));
    expect(readFileSync(join(folder, file.path))).toEqual(content);
    expect(readFileSync(join(folder, other.path), "utf8")).toBe("other");
    rmSync(outdir, { recursive: true });
  });

  it("gives another content another path, and the same one the same", () => {
    const path = (text: string) => new StackAsset(emptyStack(), "code", { name: "f", content: Buffer.from(text) }).path;
    expect(path("one")).toBe(path("one"));
    expect(path("one")).not.toBe(path("other"));
  });

  it("clears away what an earlier synth left", () => {
    const stack = emptyStack("hands-on");
    const file = new StackAsset(stack, "code", { name: "code.zip", content });
    const { synthesizer } = stack;
    let folder = "";
    stack.synthesizer = {
      synthesize: (session) => {
        folder = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
        mkdirSync(join(folder, "assets", "code", "old"), { recursive: true });
        writeFileSync(join(folder, "assets", "code", "old", "code.zip"), "old");
        synthesizer.synthesize(session);
      },
    };
    const outdir = Testing.fullSynth(stack);
    expect(readdirSync(join(folder, "assets", "code"))).toEqual([file.path.split("/")[2]]);
    rmSync(outdir, { recursive: true });
  });
});
