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
   * What --local does: the command has no such option; the local AWS is started if it is not up; or it has to be up, since
   * in a new one there would be nothing to look at.
   */
  readonly local: "no" | "started" | "up";
  /** Adds arguments and options. */
  readonly declare: (command: Command) => Command;
  /** @throws UsageError for arguments that do not fit together; nothing has been done by then */
  readonly prepare: (command: Command) => Run;
}
