import type { TaskDefinition } from "@aws-sdk/client-ecs";
import { environment as environmentNamed } from "../../environments";
import type { Target } from "../release/target/environment-contract";
import { revisionName } from "../release/service/task-definition";
import type { RunNote } from "./run-note";
import type { Scenario } from "./scenarios";

/** Fargate, X86_64, on demand, ap-northeast-1, US$ an hour: the larger of what services here cost. */
const price = { cpu: 0.0506, gigabyte: 0.0056 };

interface Announced {
  /** Of the revision that is live. */
  readonly definition: Pick<TaskDefinition, "cpu" | "memory">;
  readonly note: Pick<RunNote, "revisionArn" | "colour">;
  readonly tasks: number;
}

/** What a run will do, how long it takes and what it costs, before it begins. */
export function announce(
  { contract }: Pick<Target, "contract">,
  { definition, note, tasks }: Announced,
  scenarios: readonly Pick<Scenario, "name" | "does" | "minutes">[],
): string {
  const minutes = scenarios.reduce((sum, scenario) => sum + scenario.minutes, 0);
  const { deletionProtection } = environmentNamed(contract.environment).loadBalancer;
  return [
    `Conformance run on the service ${contract.service} of ${contract.environment}, account ${contract.account}, ${contract.region}.`,
    `Live: ${revisionName(note.revisionArn)}, ${note.colour}. The run deploys this revision several times. It will`,
    ...scenarios.map(({ name, does, minutes: takes }, index) => `  ${index + 1}. ${name}: ${does} (${takes} min)`),
    "At the end, and after Ctrl-C, it puts everything back: live revision and colour, test listener, rules, scaling.",
    `It takes about ${minutes} minutes on AWS and costs less than US$ ${cost(definition, tasks, minutes)}: a second set of tasks runs meanwhile.`,
    "The record holds no names, ids, ARNs, account or region.",
    ...(deletionProtection ? [warning(contract.environment)] : []),
    "",
  ].join("\n");
}

function warning(environment: string): string {
  return [
    "",
    `WARNING: ${environment} is protected against deletion, so it probably serves users. Their traffic moves between the`,
    "colours several times, and a deployment of a failing image is tried beside them. Prefer an environment without users.",
  ].join("\n");
}

/** Of a second set of tasks, half as long again as planned, rounded up to whole cents. Instances run anyway. */
function cost({ cpu = "0", memory = "0" }: Announced["definition"], tasks: number, minutes: number): string {
  const hourly = (Number(cpu) / 1024) * price.cpu + (Number(memory) / 1024) * price.gigabyte;
  return (Math.max(1, Math.ceil(tasks * hourly * (minutes / 60) * 1.5 * 100)) / 100).toFixed(2);
}
