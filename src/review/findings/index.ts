import type { Finding } from "../finding";
import type { Subject } from "../subject";
import { blueGreenFindings } from "./blue-green";
import { driftFindings } from "./drift";
import { exposureFindings } from "./exposure";
import { ignoreListFindings } from "./ignore-lists";
import { movedFindings } from "./moved";
import { outageFindings } from "./outage";
import { planStateFindings } from "./plan-state";
import { refusedFindings } from "./refused";
import { revisionFindings } from "./revision";
import { trafficFindings } from "./traffic";

/** Everything that a review looks for. Each rule reads, none depends on another. */
export const rules: readonly ((subject: Subject) => readonly Finding[])[] = [
  planStateFindings,
  trafficFindings,
  refusedFindings,
  outageFindings,
  movedFindings,
  blueGreenFindings,
  ignoreListFindings,
  exposureFindings,
  revisionFindings,
  driftFindings,
];
