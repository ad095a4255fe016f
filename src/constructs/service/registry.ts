import { Construct } from "constructs";
import { EcrLifecyclePolicy, EcrRepository } from "../../aws";
import type { RegistrySettings } from "../../environments/settings/registry";
import { imageLifecycle } from "./image-lifecycle";
import { ignoredChanges } from "../../lib/terraform/ignored-attributes";

export interface RegistryProps extends Readonly<RegistrySettings> {
  /** Tag `Name`. */
  readonly tag: string;
  readonly name: string;
  /**
   * ARN of the KMS key that encrypts the images. A repository that is there keeps the key it was born with.
   * @default AES-256 with keys of Amazon S3
   */
  readonly kmsKeyArn?: string | undefined;
}

/** The repository the service's images are pushed to. A repository that holds images refuses to be destroyed. */
export class Registry extends Construct {
  readonly arn: string;
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`, without tag. */
  readonly url: string;
  /** How many releases' images have to be marked, so that they do not expire. @default none: nothing expires */
  readonly keepReleases: number | undefined;

  constructor(scope: Construct, id: string, props: RegistryProps) {
    super(scope, id);
    const { immutableTags, scanOnPush, lifecycle, kmsKeyArn } = props;
    const repository = new EcrRepository(this, "Resource", {
      name: props.name,
      imageTagMutability: immutableTags ? "IMMUTABLE" : "MUTABLE",
      imageScanningConfiguration: { scanOnPush },
      encryptionConfiguration: [
        kmsKeyArn === undefined ? { encryptionType: "AES256" } : { encryptionType: "KMS", kmsKey: kmsKeyArn },
      ],
      tags: { Name: props.tag },
      lifecycle: { ignoreChanges: ignoredChanges("aws_ecr_repository") },
    });
    if (lifecycle.type === "expire-old") {
      new EcrLifecyclePolicy(this, "lifecycle", {
        repository: repository.name,
        policy: JSON.stringify(imageLifecycle(lifecycle)),
      });
      this.keepReleases = lifecycle.keepReleases;
    }
    this.arn = repository.arn;
    this.url = repository.repositoryUrl;
  }
}
