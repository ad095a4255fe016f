import { Construct } from "constructs";
import { EcrRepository } from "../aws";
import type { Names } from "../lib/names";

export interface RegistryProps {
  readonly names: Pick<Names, "project" | "repository">;
}

/** The repository the service's images are pushed to. A repository that holds images refuses to be destroyed. */
export class Registry extends Construct {
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`, without tag. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: RegistryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "Resource", {
      name: props.names.repository,
      imageTagMutability: "MUTABLE",
      imageScanningConfiguration: { scanOnPush: false },
      encryptionConfiguration: [{ encryptionType: "AES256" }],
      tags: { Name: props.names.project },
    });
    this.url = repository.repositoryUrl;
  }
}
