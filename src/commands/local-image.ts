import { ECRClient, ImageAlreadyExistsException, PutImageCommand } from "@aws-sdk/client-ecr";
import { environment as environmentNamed } from "../environments";
import { serviceNames } from "../lib/names";
import { ensureLocalAws } from "../local-aws/daemon";
import { localCredentials } from "../local-aws/environment";
import { standInImage } from "../local-aws/stand-in-image";
import { command, HelpShown, parseArguments } from "../release/arguments";
import { onlyService, serviceNamed } from "../release/service-reference";
import { type Command, runCommand } from "./run-command";

/**
 * `npm run local:image -- <environment> <tag> [--service <name>]`: an image to release on a laptop. Nothing runs images
 * in the local AWS: stand-in tasks show the name of theirs. So a manifest is enough, with another digest for each tag.
 */
const localImage: Command = async (args) => {
  const options = parse(args);
  if (options === undefined) return 0;
  const { region, repositoryName, imageTag } = options;
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
};

interface Options {
  readonly region: string;
  readonly repositoryName: string;
  readonly imageTag: string;
}

/** @returns undefined after --help has been answered */
function parse(args: readonly string[]): Options | undefined {
  const program = command(
    "local:image",
    "Puts a stand-in image into a service's repository in the local AWS.",
  ).argument("<tag>", "tag of the image, for example 2");
  try {
    const { environment, serviceKeys } = parseArguments(program, args);
    const target = environmentNamed(environment);
    const key = onlyService(environment, serviceKeys, "an image is for");
    const { repository } = serviceNames(target, key, serviceNamed(environment, key));
    return { region: target.region, repositoryName: repository, imageTag: program.args[1] ?? "" };
  } catch (error) {
    if (error instanceof HelpShown) return undefined;
    throw error;
  }
}

void runCommand(localImage);
