import { awsClients, type AwsClients } from "../../../../src/operations/release/target/clients";
import { contract } from "./samples";

export interface Asked {
  /** "GetDeployment" */
  readonly call: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface ScriptedAws {
  readonly aws: AwsClients;
  /** What CodeDeploy, ECS and S3 were asked, in order. */
  readonly asked: readonly Asked[];
}

/** Clients that never leave the process: CodeDeploy, ECS and S3 answer as the script says, or throw what it throws. */
export function scriptedAws(answer: (asked: Asked) => object): ScriptedAws {
  const aws = awsClients(contract.region);
  const asked: Asked[] = [];
  const respond = (one: Asked): object => {
    asked.push(one);
    return answer(one);
  };
  const middleware =
    (_next: unknown, { commandName = "" }: { readonly commandName?: string }) =>
    ({ input }: { readonly input: object }) =>
      new Promise<never>((resolve) => {
        const output = respond({ call: commandName.replace(/Command$/, ""), input: { ...input } });
        resolve({ output: { ...output, $metadata: {} }, response: {} } as never);
      });
  aws.codeDeploy.middlewareStack.add(middleware, { step: "initialize" });
  aws.ecs.middlewareStack.add(middleware, { step: "initialize" });
  const getObject = (input: object) =>
    new Promise((resolve) => {
      resolve(respond({ call: "GetObject", input: { ...input } }));
    });
  return { aws: { ...aws, s3: () => Promise.resolve({ getObject } as never) }, asked };
}

/** An error as the SDK throws it. */
export function awsError(name: string, message = `${name} happened`): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}

export function denied(action: string): Error {
  const message = `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ${action}`;
  return awsError("AccessDeniedException", message);
}

/** What a person reads of {@link denied}. */
export function deniedSentence(action: string): string {
  return `AWS denies ${action}: ${denied(action).message}. Ask for this permission, or use another role.`;
}
