import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand } from "@aws-sdk/client-ssm";
import { z } from "zod";
import { isNamed } from "../../lib/aws/errors";
import type { Target } from "../release/target/environment-contract";
import { finding } from "../release/plan/problems";
import type { ServiceReference } from "../release/target/service-reference";

const colour = z.enum(["blue", "green"]);

const runNoteSchema = z.object({
  since: z.string(),
  /** ARN of who runs it. */
  by: z.string(),
  /** What was live, and has to be again. */
  revisionArn: z.string(),
  colour,
  /** Where the test listener forwarded, in percent. */
  test: z.array(z.object({ colour, percent: z.number() })).readonly(),
});

/**
 * The note that a run leaves before it changes anything and removes when everything is as before. It stands in a
 * parameter beside the contract, so that whoever runs the command next can put back what a killed run has left.
 */
export type RunNote = z.output<typeof runNoteSchema>;

function parameterName({ environment, serviceKey }: ServiceReference): string {
  return `/${environment}/${serviceKey}/conformance-run`;
}

export async function loadRunNote({ aws, contract }: Target): Promise<RunNote | undefined> {
  try {
    const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: parameterName(contract) }));
    return runNoteSchema.parse(JSON.parse(Parameter?.Value ?? ""));
  } catch (error) {
    if (isNamed(error, "ParameterNotFound")) return undefined;
    throw error;
  }
}

export async function writeRunNote({ aws, contract }: Target, note: RunNote): Promise<void> {
  try {
    await aws.ssm.send(
      new PutParameterCommand({
        Name: parameterName(contract),
        Type: "String",
        Value: JSON.stringify(note),
        Description: "A conformance run has begun; what to put back at its end",
        Overwrite: false,
      }),
    );
  } catch (error) {
    if (!isNamed(error, "ParameterAlreadyExists")) throw error;
    throw finding(
      `Another conformance run on the service ${contract.serviceKey} of ${contract.environment} has just begun.`,
      "Wait until it has ended, then run this again.",
    );
  }
}

export async function removeRunNote({ aws, contract }: Target): Promise<void> {
  try {
    await aws.ssm.send(new DeleteParameterCommand({ Name: parameterName(contract) }));
  } catch (error) {
    if (!isNamed(error, "ParameterNotFound")) throw error;
  }
}
