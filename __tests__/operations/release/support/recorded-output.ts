import type { Output } from "../../../../src/operations/release/output/output";
import type { Plan } from "../../../../src/operations/release/plan/plan";
import { formatProgress } from "../../../../src/operations/release/output/progress-text";
import { progress } from "../../../../src/operations/release/output/progress";
import type { DeploymentView } from "../../../../src/operations/release/service/snapshot";
import type { StatusReport } from "../../../../src/operations/release/output/status-report";

/** What a command says, kept for a test to look at. */
export class RecordedOutput implements Output {
  readonly plans: Plan[] = [];
  readonly reports: StatusReport[] = [];
  readonly notes: string[] = [];
  readonly looks: string[] = [];
  readonly results: string[] = [];
  private before: DeploymentView | undefined;

  plan(plan: Plan): void {
    this.plans.push(plan);
  }

  status(report: StatusReport): void {
    this.reports.push(report);
  }

  note(message: string): void {
    this.notes.push(message);
  }

  look(...[service, course]: Parameters<Output["look"]>): void {
    if (course === undefined) return;
    this.looks.push(...progress(this.before, course).map((news) => formatProgress(news, service)));
    this.before = course;
  }

  result(_exitCode: number, message: string): void {
    this.results.push(message);
  }
}
