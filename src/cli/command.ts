import type { Command } from "commander";

/** Runs a command whose arguments were read, and answers its exit code. */
export type Run = () => number | Promise<number>;

/** A command of this project: arguments in, exit code out. */
export interface CliCommand {
  /** As a person types it, for example "local image". */
  readonly name: string;
  readonly description: string;
  /** Arguments of this command that are worth copying. */
  readonly examples: readonly string[];
  /** What set-up has to make before it runs. */
  readonly needs: "nothing" | "terraform" | "local AWS";
  /**
   * What --local does. "no", "always": there is no such option, the command knows no account, or the local AWS alone;
   * "started": the local AWS is started if it is not up; "up": it has to be up, since a new one has nothing to look at.
   */
  readonly local: "no" | "always" | "started" | "up";
  /** Adds arguments and options. */
  readonly declare: (command: Command) => Command;
  /** @throws UsageError for arguments that do not fit together; nothing has been done by then */
  readonly prepare: (command: Command) => Run;
}
