import type { Environment } from "../../environments/schema";
import type { ApplyOptions } from "./apply";
import type { PlanOptions } from "./plan";

/** One step of a pipeline, with all that it was told. */
export type Step =
  | { readonly step: "environments"; readonly only: string | undefined }
  | { readonly step: "plan"; readonly target: Environment; readonly options: PlanOptions }
  | { readonly step: "apply"; readonly target: Environment; readonly options: ApplyOptions }
  | { readonly step: "comment" | "drift"; readonly target: Environment; readonly folder: string }
  | { readonly step: "reviewed"; readonly target: Environment };
