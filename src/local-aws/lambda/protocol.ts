/** What the process that runs a function is told: first and only message to runtime.mjs. */
export interface Job {
  /** "file.export", as the function's configuration has it. */
  readonly handler: string;
  /** The event, as JSON. */
  readonly event: string;
  readonly timeoutSeconds: number;
  /** The members of the context object that are data. */
  readonly context: Readonly<Record<string, string | number>>;
  /** Ports of 127.0.0.1 by the `<host>:<port>` that they stand for. */
  readonly loopbackPorts: Readonly<Record<string, number>>;
}

/** What it says: that the handler is loaded and begins, and how it ended. */
export type Word =
  | { readonly kind: "begun" }
  /** The result as JSON. */
  | { readonly kind: "result"; readonly payload: string }
  | { readonly kind: "error"; readonly error: FunctionError };

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
