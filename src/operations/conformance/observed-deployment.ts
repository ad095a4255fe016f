import { loadDeployment } from "../release/deployment/deployments";
import { colourOfTargetGroup, loadListeners, type ListenerState } from "../release/service/listeners";
import { loadService, type ServiceState } from "../release/service/service";
import {
  isActive,
  taskSet,
  type Colour,
  type DeploymentView,
  type DeploymentSnapshot,
  type Wait,
} from "../release/service/snapshot";
import { continueDeployment, createDeployment, stopDeployment } from "../release/deployment/start-deployment";
import { followUntil } from "./follow-deployment";
import { descriptionPrefix, type ConformanceRun, type Facts } from "./run";

/** A deployment ended before the moment that its scenario waits for. The scenario is over; the run goes on. */
export class EndedEarly extends Error {
  override readonly name = "EndedEarly";
}

interface Request {
  readonly appSpec: string;
  readonly config: string;
}

/** These pass too quickly for a look every second to be sure to see them. */
const passing = new Set(["Created", "Queued", "InProgress"]);

/** A deployment of a scenario, written down from moment to moment. Only what it is asked to note is recorded. */
export class ObservedDeployment {
  private readonly statuses = new Set<string>();

  private constructor(
    private readonly run: ConformanceRun,
    private readonly scenario: string,
    readonly id: string,
    /** Whose tasks served when it began. */
    private readonly original: Colour | null,
  ) {}

  static async create(run: ConformanceRun, scenario: string, request: Request): Promise<ObservedDeployment> {
    const { target, recorder } = run;
    const original = liveColour(run, await loadService(target));
    const description = `${descriptionPrefix} ${scenario}`;
    const id = await recorder.record(() => createDeployment(target, { ...request, description, rollsBack: true }));
    run.deployments.push(id);
    run.output.note(`Scenario "${scenario}": deployment ${id}.`);
    return new ObservedDeployment(run, scenario, id, original);
  }

  /** @throws EndedEarly */
  async until(holds: (deployment: DeploymentSnapshot, elapsed: number) => boolean | Promise<boolean>): Promise<void> {
    const course = await this.follow(holds);
    if (isActive(course.deployment)) return;
    await this.noteEnd(course);
    throw new EndedEarly(`Deployment ${this.id} ended as ${course.deployment.status}.`);
  }

  /** Waits until it is over, and notes how. */
  async untilEnd(): Promise<void> {
    await this.noteEnd(await this.follow(() => false));
  }

  async continue(wait: Wait): Promise<void> {
    await this.run.recorder.record(() => continueDeployment(this.run.target, this.id, wait));
  }

  async stop(): Promise<void> {
    await this.run.recorder.record(() => stopDeployment(this.run.target, this.id));
  }

  /** What the tools see at this moment. */
  async note(moment: string, more: Facts = {}): Promise<void> {
    const { target, recorder } = this.run;
    const deployment = await recorder.record(() => loadDeployment(target, this.id));
    const service = await recorder.record(() => loadService(target));
    const traffic = await this.traffic(deployment);
    this.write(moment, { ...deploymentFacts(deployment), ...traffic, ...this.tasks(service), ...more });
  }

  private async noteEnd({ rollback }: DeploymentView): Promise<void> {
    await this.note("ended", { statuses: [...this.statuses].filter((status) => !passing.has(status)).join(", ") });
    if (rollback === undefined) return;
    const { target, recorder } = this.run;
    const ended = await recorder.record(() => loadDeployment(target, rollback.id));
    this.write("rolled back", { ...deploymentFacts(ended), creator: ended.creator });
  }

  private follow(holds: Parameters<ObservedDeployment["until"]>[0]): Promise<DeploymentView> {
    const onLook = ({ status }: DeploymentSnapshot) => this.statuses.add(status);
    return followUntil({ ...this.run, onLook }, this.id, holds);
  }

  write(moment: string, facts: Facts): void {
    const moments = (this.run.scenarios[this.scenario] ??= {});
    moments[moment] = facts;
  }

  /**
   * Until the first shift of the run, the form of the listeners is Terraform's or that of any deployment before: then
   * their answer is read, not recorded.
   */
  private async traffic(deployment: DeploymentSnapshot): Promise<Facts> {
    const { target, recorder, deployments } = this.run;
    const shifted = deployments.length > 1 || (taskSet(deployment, "replacement")?.weight ?? 0) > 0;
    const { production, test } = await (shifted ? recorder.record(() => loadListeners(target)) : loadListeners(target));
    return { production: this.weights(production), test: this.weights(test) };
  }

  /** "original 90, replacement 10", in percent; target groups without traffic are left out. */
  private weights({ weights }: ListenerState): string {
    const shares = weights.filter(({ percent }) => percent > 0);
    return shares.map(({ colour, percent }) => `${this.role(colour)} ${percent}`).join(", ") || "none";
  }

  private tasks({ service }: ServiceState): Facts {
    const sets = (service.taskSets ?? []).map(({ status = "", loadBalancers = [] }) => {
      const colour = colourOfTargetGroup(loadBalancers[0]?.targetGroupArn, this.run.target.contract);
      return `${this.role(colour)} ${status}`;
    });
    return { taskSets: sets.sort().join(", ") || "none" };
  }

  private role(colour: Colour | null): string {
    if (colour === null) return "another";
    return colour === this.original ? "original" : "replacement";
  }
}

/** Colour of the PRIMARY task set. */
export function liveColour({ target }: Pick<ConformanceRun, "target">, { primary }: ServiceState): Colour | null {
  return colourOfTargetGroup(primary?.loadBalancers?.[0]?.targetGroupArn, target.contract);
}

function deploymentFacts({ status, events, error, terminationWaitStarted }: DeploymentSnapshot): Facts {
  return {
    status,
    terminationWait: terminationWaitStarted ? "started" : "not started",
    events: events.map((event) => `${event.name} ${event.status}`).join(", "),
    ...(error !== undefined && { error: error.code }),
  };
}
