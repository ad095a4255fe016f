import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

export interface StackAssetProps {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * A file that lies beside the stack's JSON, where Terraform runs and what HCP Terraform uploads. Its path tells its content
 * by a hash, as a CDKTF asset's does, so that another content is another path.
 *
 * It stands in for CDKTF's own archive asset, which starts a process at every synth (0.2 s and more), fails in a checkout
 * whose path has a space, and writes dates into its zip, so that two machines plan a change of the same code.
 */
export class StackAsset extends Construct {
  /** As Terraform finds it. */
  readonly path: string;
  /** SHA-256 of the content in base64: what Lambda answers as CodeSha256. */
  readonly sha256: string;

  constructor(scope: Construct, id: string, { name, content }: StackAssetProps) {
    super(scope, id);
    const digest = createHash("sha256").update(content).digest();
    const stack = TerraformStack.of(this);
    const folder = posix.join("assets", stack.getLogicalId(this.node));
    this.path = posix.join(folder, digest.toString("hex").slice(0, 32), name);
    this.sha256 = digest.toString("base64");

    const { synthesizer } = stack;
    stack.synthesizer = {
      synthesize: (session) => {
        synthesizer.synthesize(session);
        const root = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
        rmSync(join(root, folder), { recursive: true, force: true });
        mkdirSync(join(root, this.path, ".."), { recursive: true });
        writeFileSync(join(root, this.path), content);
      },
    };
  }
}
