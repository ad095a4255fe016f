import { z } from "zod";
import { AwsError, type Call } from "./protocol/call";

/** What happens to the chosen calls. All of it before the call takes effect. */
const schema = z.strictObject({
  /** drop: the connection is cut; delay: the answer comes later; throttle: AWS's error for too many calls. */
  kind: z.enum(["drop", "delay", "throttle"]),
  /** Which part of the calls: 0 is none, 1 is all. */
  share: z.number().min(0).max(1),
  /** How long a delay is, in milliseconds. */
  milliseconds: z.number().int().min(0).max(600_000).default(1000),
  /** Only calls to these services (signing names); all if left out. */
  services: z.array(z.string()).optional(),
  /** Only these actions; all if left out. */
  actions: z.array(z.string()).optional(),
  /** Start of the random sequence: the same seed chooses the same calls. */
  seed: z.number().int().default(1),
});

export type FaultOptions = z.input<typeof schema>;

export interface Fault {
  readonly kind: "drop" | "delay" | "throttle";
  readonly milliseconds: number;
}

/** Chooses calls that shall fail, so that tests can prove that a deployment survives a bad day of AWS or the network. */
export class Faults {
  private options: z.output<typeof schema> | undefined;
  private random: () => number = () => 1;
  private counts = { seen: 0, chosen: 0 };

  /** @throws Error that lists every problem of the options */
  set(options: unknown): void {
    const parsed = schema.safeParse(options);
    if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
    this.options = parsed.data;
    this.random = sequence(parsed.data.seed);
    this.counts = { seen: 0, chosen: 0 };
  }

  clear(): void {
    this.options = undefined;
  }

  /** Of the calls since the options were set: how many they are about, and how many of these were chosen. */
  status(): { readonly seen: number; readonly chosen: number; readonly options: FaultOptions | null } {
    return { ...this.counts, options: this.options ?? null };
  }

  choose(call: Pick<Call, "service" | "action">): Fault | undefined {
    const options = this.options;
    if (options === undefined) return undefined;
    if (options.services?.includes(call.service) === false) return undefined;
    if (options.actions?.includes(call.action) === false) return undefined;
    this.counts.seen++;
    if (this.random() >= options.share) return undefined;
    this.counts.chosen++;
    return { kind: options.kind, milliseconds: options.milliseconds };
  }
}

/**
 * The error with which each service says that calls come too fast; the SDKs retry all of these.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html#api-error-codes-table-client
 * and the common errors of each other service's API reference
 */
export function throttlingError({ protocol, service }: Pick<Call, "protocol" | "service">): AwsError {
  if (service === "s3") return new AwsError("SlowDown", "Please reduce your request rate.", 503);
  switch (protocol) {
    case "ec2":
      return new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503);
    case "query":
    case "rest-xml":
      return new AwsError("Throttling", "Rate exceeded");
    case "json":
    case "cbor":
      return new AwsError("ThrottlingException", "Rate exceeded");
    case "rest-json":
      return new AwsError("TooManyRequestsException", "Rate exceeded", 429);
  }
}

/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
