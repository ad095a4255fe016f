/** A call to AWS, as the gateway read it off the wire, before anything was answered. */
export interface Call {
  /** Service by its signing name: "ecs", "codedeploy", "elasticloadbalancing", "ec2", "s3", ... */
  readonly service: string;
  /** Action by its API name ("CreateService"); for REST services the method and path. */
  readonly action: string;
  readonly protocol: Protocol;
  readonly region: string;
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  /** By their lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How a service speaks; each has its own shape of errors. https://smithy.io/2.0/aws/protocols/ */
export type Protocol = "json" | "query" | "ec2" | "rest-xml" | "rest-json" | "cbor";

/** What goes back to the caller. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** Answers the calls of one service, or leaves them to moto by returning undefined. */
export type Handler = (call: Call) => Promise<Reply | undefined>;

/** Passes a call on to moto, as it is or amended, and answers what moto says. */
export type Forward = (call: Call) => Promise<Reply>;

/** An error as AWS states it; the gateway writes it in the shape of the call's protocol. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  constructor(
    /** AWS's error name, for example "InvalidParameterException". */
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
