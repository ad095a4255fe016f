import { Construct } from "constructs";
import { EcrRepository } from "../aws";

export interface RegistryProps {
  /** Tag `Name`. */
  readonly tag: string;
  readonly name: string;
}

/** The repository the service's images are pushed to. A repository that holds images refuses to be destroyed. */
export class Registry extends Construct {
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`, without tag. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: RegistryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "Resource", {
      name: props.name,
      imageTagMutability: "MUTABLE",
      imageScanningConfiguration: { scanOnPush: false },
      encryptionConfiguration: [{ encryptionType: "AES256" }],
      tags: { Name: props.tag },
    });
    this.url = repository.repositoryUrl;
  }
}
