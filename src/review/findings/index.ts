import type { Finding } from "../finding";
import type { Subject } from "../subject";
import { blueGreenFindings } from "./blue-green";
import { deploymentControllerFindings } from "./deployment-controller";
import { driftFindings } from "./drift";
import { endpointFindings } from "./endpoints";
import { exposureFindings } from "./exposure";
import { heldFindings } from "./held";
import { ignoreListFindings } from "./ignore-lists";
import { movedFindings } from "./moved";
import { newRouteFindings } from "./new-routes";
import { outageFindings } from "./outage";
import { outputFindings } from "./outputs";
import { passRoleFindings } from "./pass-role";
import { planStateFindings } from "./plan-state";
import { refusedFindings } from "./refused";
import { releaseListenerFindings } from "./release-listeners";
import { revisionFindings } from "./revision";
import { trafficFindings } from "./traffic";
import { unreachableFindings } from "./unreachable";

/** Everything that a review looks for. Each rule reads, none depends on another. */
export const rules: readonly ((subject: Subject) => readonly Finding[])[] = [
  planStateFindings,
  trafficFindings,
  newRouteFindings,
  unreachableFindings,
  refusedFindings,
  outageFindings,
  deploymentControllerFindings,
  movedFindings,
  heldFindings,
  endpointFindings,
  blueGreenFindings,
  releaseListenerFindings,
  passRoleFindings,
  ignoreListFindings,
  exposureFindings,
  revisionFindings,
  outputFindings,
  driftFindings,
];
