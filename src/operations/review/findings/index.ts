import type { Finding } from "../finding";
import type { Subject } from "../plan/subject";
import { blueGreenFindings } from "./deployment/blue-green";
import { deploymentControllerFindings } from "./deployment/deployment-controller";
import { driftFindings } from "./terraform/drift";
import { endpointFindings } from "./traffic/endpoints";
import { exposureFindings } from "./access/exposure";
import { retainedFindings } from "./deployment/retained";
import { ignoreListFindings } from "./terraform/ignore-lists";
import { movedFindings } from "./terraform/moved";
import { newRouteFindings } from "./traffic/new-routes";
import { downtimeFindings } from "./traffic/downtime";
import { outputFindings } from "./terraform/outputs";
import { passRoleFindings } from "./access/pass-role";
import { planStateFindings } from "./terraform/plan-state";
import { applyFailureFindings } from "./terraform/apply-failures";
import { releaseListenerFindings } from "./deployment/release-listeners";
import { revisionFindings } from "./deployment/revision";
import { trafficFindings } from "./traffic/traffic";
import { unreachableFindings } from "./traffic/unreachable";

/** Everything that a review looks for. Each rule reads, none depends on another. */
export const rules: readonly ((subject: Subject) => readonly Finding[])[] = [
  planStateFindings,
  trafficFindings,
  newRouteFindings,
  unreachableFindings,
  applyFailureFindings,
  downtimeFindings,
  deploymentControllerFindings,
  movedFindings,
  retainedFindings,
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
