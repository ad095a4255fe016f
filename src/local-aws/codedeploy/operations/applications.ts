import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../protocol/call";
import { applicationName, batch } from "../checks/names";
import { operation, type Context, type Operation } from "./operation";
import { page } from "./paging";
import { RegisteredRevisions } from "../registered-revisions";
import type { Application } from "../state";
import { newTags, tagList } from "../tags";

const PLATFORMS = ["ECS", "Lambda", "Server"];
const name = z.object({ applicationName: z.string().optional() });

/** The application that a call names. */
export function findApplication(context: Context, given: string | undefined): Application {
  const wanted = applicationName(given);
  const application = context.state.applications.get(wanted);
  if (application === undefined) {
    throw new AwsError("ApplicationDoesNotExistException", `No application found for name: ${wanted}`);
  }
  return application;
}

function refuseDuplicate(context: Context, wanted: string): void {
  if (context.state.applications.has(wanted)) {
    throw new AwsError("ApplicationAlreadyExistsException", `Application already exists with name: ${wanted}`);
  }
}

export const applicationOperations: Readonly<Record<string, Operation>> = {
  CreateApplication: operation(
    name.extend({ computePlatform: z.string().optional(), tags: tagList.optional() }),
    (context, input) => {
      const wanted = applicationName(input.applicationName);
      const computePlatform = input.computePlatform ?? "Server";
      if (!PLATFORMS.includes(computePlatform)) {
        throw new AwsError(
          "InvalidComputePlatformException",
          `The compute platform "${computePlatform}" is not valid: it is one of ${PLATFORMS.join(", ")}.`,
        );
      }
      const tags = newTags(input.tags);
      refuseDuplicate(context, wanted);
      const applicationId = randomUUID();
      context.state.applications.set(wanted, {
        info: {
          applicationId,
          applicationName: wanted,
          computePlatform: computePlatform as Application["info"]["computePlatform"],
          createTime: context.now(),
          linkedToGitHub: false,
        },
        tags,
        groups: new Map(),
        revisions: new RegisteredRevisions(),
      });
      return { applicationId };
    },
  ),

  GetApplication: operation(name, (context, input) => ({
    application: findApplication(context, input.applicationName).info,
  })),

  BatchGetApplications: operation(z.object({ applicationNames: z.array(z.string()).optional() }), (context, input) => {
    const missing = new AwsError(
      "ApplicationNameRequiredException",
      "At least one application name must be specified.",
    );
    const names = batch(input.applicationNames, missing);
    return { applicationsInfo: names.map((wanted) => findApplication(context, wanted).info) };
  }),

  ListApplications: operation(z.object({ nextToken: z.string().optional() }), (context, input) => {
    const { names, nextToken } = page([...context.state.applications.keys()], input.nextToken);
    return { applications: names, nextToken };
  }),

  UpdateApplication: operation(name.extend({ newApplicationName: z.string().optional() }), (context, input) => {
    const application = findApplication(context, input.applicationName);
    const { applicationName: oldName } = application.info;
    const newName = applicationName(input.newApplicationName ?? oldName);
    if (newName === oldName) return {};
    refuseDuplicate(context, newName);
    context.state.applications.delete(oldName);
    application.info = { ...application.info, applicationName: newName };
    for (const group of application.groups.values()) group.info = { ...group.info, applicationName: newName };
    context.state.applications.set(newName, application);
    return {};
  }),

  // Deleting what is not there succeeds: DeleteApplication has no ApplicationDoesNotExistException.
  DeleteApplication: operation(name, (context, input) => {
    const doomed = applicationName(input.applicationName);
    const groups = context.state.applications.get(doomed)?.groups.values() ?? [];
    context.state.applications.delete(doomed);
    for (const { info } of groups) {
      const running = context.state.runningDeployment(info);
      if (running !== undefined) context.runner.abandon(running);
    }
    return {};
  }),
};
