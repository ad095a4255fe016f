import { adopt } from "./adopt";
import { bench } from "./bench";
import { bootstrap } from "./bootstrap";
import { cdktfCommands } from "./cdktf";
import type { CliCommand } from "../command";
import { conformance } from "./conformance";
import { destroy } from "./destroy";
import { diagram } from "./diagram";
import { eject } from "./eject";
import { local } from "../local-aws/local";
import { localDown } from "../local-aws/local-down";
import { localImage } from "../local-aws/local-image";
import { localUp } from "../local-aws/local-up";
import { newEnvironment, newService } from "./new";
import { pipelineSteps } from "./pipeline";
import { release } from "./release";
import { reviewCommand } from "./review";
import { rollback } from "./rollback";
import { scan } from "./scan";
import { setup } from "./setup";
import { start } from "../local-aws/start";
import { status } from "./status";

/** All commands, in the order of their help. One that has others stands before them. */
export const commands: readonly CliCommand[] = [
  start,
  local,
  localUp,
  localDown,
  localImage,
  bootstrap,
  ...cdktfCommands,
  destroy,
  release,
  rollback,
  status,
  reviewCommand,
  diagram,
  newEnvironment,
  newService,
  adopt,
  eject,
  ...pipelineSteps,
  scan,
  conformance,
  bench,
  setup,
];
