import { z } from "zod";
import { AwsError } from "../../protocol/call";
import { findApplication } from "./applications";
import { operation, type Operation } from "./operation";
import { page } from "./paging";
import {
  keyOf,
  type RegisteredRevision,
  type RegisteredRevisions,
  showInfo,
  withContent,
} from "../registered-revisions";
import { requireRevision, revisionLocation, type RevisionLocation } from "../revision";
import type { Application } from "../state";

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetApplicationRevisions.html */
const MAX_BATCH = 25;

const text = z.string().optional();
const one = z.object({ applicationName: text, revision: revisionLocation.optional() });
const batch = z.object({ applicationName: text, revisions: z.array(revisionLocation).optional() });
const registration = one.extend({ description: text });
const listing = z.object({
  applicationName: text,
  sortBy: text,
  sortOrder: text,
  s3Bucket: text,
  s3KeyPrefix: text,
  deployed: text,
  nextToken: text,
});

const SORT_TIMES = ["registerTime", "firstUsedTime", "lastUsedTime"] as const;

export const revisionOperations: Readonly<Record<string, Operation>> = {
  GetApplicationRevision: operation(one, (context, input) => {
    const application = findApplication(context, input.applicationName);
    const revision = application.revisions.find(requireRevision(input.revision));
    if (revision === undefined) throw new AwsError("RevisionDoesNotExistException", unknownTo(application));
    return {
      applicationName: application.info.applicationName,
      revision: withContent(revision),
      revisionInfo: showInfo(revision, groupsWith(application, revision)),
    };
  }),

  // It has no RevisionDoesNotExistException: it answers those that it finds.
  BatchGetApplicationRevisions: operation(batch, (context, input) => {
    const application = findApplication(context, input.applicationName);
    const { revisions: wanted = [] } = input;
    if (wanted.length === 0)
      throw new AwsError("RevisionRequiredException", "At least one revision must be specified.");
    if (wanted.length > MAX_BATCH) {
      const message = `A batch takes at most ${MAX_BATCH} revisions; ${wanted.length} were given.`;
      throw new AwsError("BatchLimitExceededException", message);
    }
    const found = wanted.flatMap((location) => application.revisions.find(location) ?? []);
    return {
      applicationName: application.info.applicationName,
      errorMessage: found.length < wanted.length ? unknownTo(application) : "",
      revisions: found.map((revision) => ({
        revisionLocation: withContent(revision),
        genericRevisionInfo: showInfo(revision, groupsWith(application, revision)),
      })),
    };
  }),

  ListApplicationRevisions: operation(listing, (context, input) => {
    const application = findApplication(context, input.applicationName);
    const found = sorted(application.revisions, input).filter(matching(application, input));
    const { names, nextToken } = page(
      found.map(({ location }) => keyOf(location)),
      input.nextToken,
    );
    const shown = new Set(names);
    const locations = found.map(({ location }) => location);
    return { revisions: locations.filter((location) => shown.has(keyOf(location))), nextToken };
  }),

  RegisterApplicationRevision: operation(registration, (context, input) => {
    const { revisions } = findApplication(context, input.applicationName);
    if ((input.description?.length ?? 0) > 1000) {
      throw new AwsError("DescriptionTooLongException", "The description is longer than 1000 characters.");
    }
    revisions.register(requireRevision(input.revision), input.description, context.now());
    return {};
  }),
};

function unknownTo({ info }: Application): string {
  return `The application ${info.applicationName} has no such revision.`;
}

/** Names of the groups that a revision is the target of. */
function groupsWith({ groups }: Application, { location }: RegisteredRevision): string[] {
  return [...groups.values()].flatMap(({ info }) =>
    info.targetRevision !== undefined && keyOf(info.targetRevision) === keyOf(location)
      ? [info.deploymentGroupName]
      : [],
  );
}

function sorted(revisions: RegisteredRevisions, { sortBy, sortOrder = "ascending" }: z.output<typeof listing>) {
  const time = SORT_TIMES.find((known) => known === sortBy);
  if (sortBy !== undefined && time === undefined) {
    throw new AwsError("InvalidSortByException", `"${sortBy}" is not one of ${SORT_TIMES.join(", ")}.`);
  }
  if (sortOrder !== "ascending" && sortOrder !== "descending") {
    throw new AwsError("InvalidSortOrderException", `"${sortOrder}" is not ascending or descending.`);
  }
  const at = (revision: RegisteredRevision): number => revision[time ?? "registerTime"]?.getTime() ?? 0;
  const direction = sortOrder === "ascending" ? 1 : -1;
  return [...revisions.all()].sort((a, b) => direction * (at(a) - at(b)));
}

function matching(application: Application, input: z.output<typeof listing>) {
  const { s3Bucket, s3KeyPrefix, deployed = "ignore" } = input;
  if (s3KeyPrefix !== undefined && s3Bucket === undefined) {
    throw new AwsError("BucketNameFilterRequiredException", "A key prefix was specified without a bucket.");
  }
  if (!["include", "exclude", "ignore"].includes(deployed)) {
    throw new AwsError("InvalidDeployedStateFilterException", `"${deployed}" is not include, exclude or ignore.`);
  }
  return (revision: RegisteredRevision): boolean => {
    const { bucket, key = "" }: NonNullable<RevisionLocation["s3Location"]> = revision.location.s3Location ?? {};
    const isTarget = groupsWith(application, revision).length > 0;
    return (
      (s3Bucket === undefined || (bucket === s3Bucket && key.startsWith(s3KeyPrefix ?? ""))) &&
      (deployed === "ignore" || isTarget === (deployed === "include"))
    );
  };
}
