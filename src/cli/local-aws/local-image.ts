import type { Command } from "commander";
import { environment as environmentNamed } from "../../environments";
import { serviceNames } from "../../environments/names";
import { ensureLocalAws } from "../../local-aws/daemon";
import { localCredentials } from "../../local-aws/environment";
import { standInImage } from "../../local-aws/stand-in-image";
import { onlyService, serviceNamed } from "../../operations/release/target/service-reference";
import { environmentArgument, readServices, serviceOption } from "../arguments";
import type { CliCommand } from "../command";

interface LocalImage {
  readonly region: string;
  readonly repositoryName: string;
  readonly imageTag: string;
}

/**
 * An image to release on a laptop. Nothing runs images in the local AWS: stand-in tasks show the name of theirs. So a
 * manifest is enough, with another digest for each tag.
 */
export const localImage: CliCommand = {
  name: "local image",
  description: "Puts a stand-in image into a service's repository in the local AWS.",
  examples: ["hands-on 2", "production 2 --service web"],
  needs: "local AWS",
  local: "always",
  declare: (command) =>
    serviceOption(environmentArgument(command)).argument("<tag>", "tag of the image, for example 2"),
  prepare: (command) => {
    const image = readLocalImage(command);
    return () => putImage(image);
  },
};

function readLocalImage(command: Command): LocalImage {
  const { environment, serviceKeys } = readServices(command);
  const target = environmentNamed(environment);
  const key = onlyService(environment, serviceKeys, "an image is for");
  const { repository } = serviceNames(target, key, serviceNamed(environment, key));
  return { region: target.region, repositoryName: repository, imageTag: command.args[1] ?? "" };
}

async function putImage({ region, repositoryName, imageTag }: LocalImage): Promise<number> {
  const { ECRClient, ImageAlreadyExistsException, PutImageCommand } = await import("@aws-sdk/client-ecr");
  const { url } = await ensureLocalAws();
  const ecr = new ECRClient({ region, endpoint: url, credentials: localCredentials });
  try {
    await ecr.send(new PutImageCommand({ repositoryName, imageTag, ...standInImage(imageTag) }));
  } catch (error) {
    if (!(error instanceof ImageAlreadyExistsException)) throw error;
  } finally {
    ecr.destroy();
  }
  process.stdout.write(`${repositoryName}:${imageTag} is in the local AWS.\n`);
  return 0;
}
