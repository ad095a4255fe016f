import type { PriorResource } from "../plan/plan-json";
import { redacted } from "../plan/redact";
import { getValue, getList, getString, getStrings } from "../plan/values";

/** A target group that an action forwards to, with its share of the requests. */
export interface Share {
  readonly arn: string;
  /** 0 to 100. */
  readonly percent: number;
}

/** A listener or a rule, and where it sends requests now. */
export interface TrafficRoute {
  readonly address: string;
  /** `production`: live users. `test`: CodeDeploy's test traffic. `other`: no deployment group speaks of it; taken as live. */
  readonly role: Role | "other";
  readonly shares: readonly Share[];
  /**
   * Whether the shares are the listener's own. A release leaves weights behind, which the provider does not read where
   * one target group is declared: the state then names none. The service says which group its tasks are in.
   */
  readonly known: boolean;
}

type Role = "production" | "test";

/** Where traffic goes at the moment of the plan. */
export interface Traffic {
  readonly routes: ReadonlyMap<string, TrafficRoute>;
  /** Names of target groups by ARN, as far as Terraform knows them. */
  readonly names: ReadonlyMap<string, string>;
  /** Routes that name the target group, by its ARN; those that send it nothing too. */
  readonly through: ReadonlyMap<string, readonly TrafficRoute[]>;
}

/** Read from the prior state, which the plan's refresh has brought up to date: releases move traffic, not Terraform. */
export function readTraffic(resources: readonly PriorResource[]): Traffic {
  const seen = readFacts(resources);
  const routes = new Map<string, TrafficRoute>();
  const through = new Map<string, TrafficRoute[]>();
  for (const { address, type, values } of seen.listeners) {
    const route = { address, ...routeOf(type, values, seen) };
    routes.set(address, route);
    for (const { arn } of route.shares) {
      const others = through.get(arn);
      if (others === undefined) through.set(arn, [route]);
      else others.push(route);
    }
  }
  return { routes, names: seen.names, through };
}

/** What a deployment group says of a listener or a rule. */
interface Purpose {
  readonly role: Role;
  /** Names of the pair's target groups. */
  readonly pair: readonly string[];
}

interface Facts {
  readonly listeners: readonly { readonly address: string; readonly type: string; readonly values: unknown }[];
  readonly purposes: ReadonlyMap<string, Purpose>;
  readonly names: ReadonlyMap<string, string>;
  readonly arns: ReadonlyMap<string, string>;
  /** Target groups that hold the tasks of a service. */
  readonly serving: ReadonlySet<string>;
}

function readFacts(resources: readonly PriorResource[]): Facts {
  const listeners: { address: string; type: string; values: unknown }[] = [];
  const purposes = new Map<string, Purpose>();
  const [names, arns] = [new Map<string, string>(), new Map<string, string>()];
  const serving = new Set<string>();
  for (const { address, type, values: raw, sensitive } of resources) {
    if (!looked.has(type)) continue;
    const values = redacted(raw, sensitive);
    const [arn, name] = [getString(values, "arn"), getString(values, "name")];
    if (actionsOf(type, values) !== undefined) listeners.push({ address, type, values });
    if (type === "aws_codedeploy_deployment_group") readPurposes(values, purposes);
    if (type === "aws_lb_target_group" && arn !== undefined) names.set(arn, name ?? arn);
    if (type === "aws_lb_target_group" && arn !== undefined && name !== undefined) arns.set(name, arn);
    if (type === "aws_ecs_service") {
      for (const balanced of getList(values, "load_balancer"))
        serving.add(getString(balanced, "target_group_arn") ?? "");
    }
  }
  return { listeners, purposes, names, arns, serving };
}

const looked = new Set([
  "aws_codedeploy_deployment_group",
  "aws_ecs_service",
  "aws_lb_target_group",
  "aws_lb_listener",
  "aws_lb_listener_rule",
]);

function readPurposes(group: unknown, purposes: Map<string, Purpose>): void {
  for (const info of getList(group, "load_balancer_info", 0, "target_group_pair_info")) {
    const pair = getList(info, "target_group").flatMap((target) => getString(target, "name") ?? []);
    for (const arn of getStrings(info, "test_traffic_route", 0, "listener_arns"))
      purposes.set(arn, { role: "test", pair });
    for (const arn of getStrings(info, "prod_traffic_route", 0, "listener_arns")) {
      purposes.set(arn, { role: "production", pair });
    }
  }
}

function routeOf(type: string, values: unknown, { purposes, arns, serving }: Facts): Omit<TrafficRoute, "address"> {
  const purpose = [getString(values, "arn"), getString(values, "listener_arn")]
    .map((arn) => purposes.get(arn ?? ""))
    .find((found) => found !== undefined);
  const role = purpose?.role ?? "other";
  const actions = actionsOf(type, values) ?? [];
  const shares = sharesOf(actions);
  if (!actions.some(forwardsUnseen)) return { role, shares, known: true };
  const pair = (purpose?.pair ?? []).flatMap((name) => arns.get(name) ?? []);
  const assumed = pair.map((arn) => ({ arn, percent: role !== "test" && serving.has(arn) ? 100 : 0 }));
  return { role, shares: assumed, known: false };
}

function forwardsUnseen(action: unknown): boolean {
  return getString(action, "type") === "forward" && sharesOf([action]).length === 0;
}

/** The actions of a listener or a rule; undefined for any other resource. */
export function actionsOf(type: string, values: unknown): readonly unknown[] | undefined {
  if (type === "aws_lb_listener") return getList(values, "default_action");
  if (type === "aws_lb_listener_rule") return getList(values, "action");
  return undefined;
}

/** A forward has one target group, or a list of them with weights, or both when it says the same twice. */
export function sharesOf(actions: readonly unknown[]): readonly Share[] {
  return actions.flatMap((action) => {
    const weighted = getList(action, "forward", 0, "target_group").flatMap((target) => {
      const arn = getString(target, "arn");
      const weight = getValue(target, "weight");
      return arn === undefined ? [] : [{ arn, weight: typeof weight === "number" ? weight : 1 }];
    });
    const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
    if (weighted.length > 0) {
      return weighted.map(({ arn, weight }) => ({
        arn,
        percent: total === 0 ? 0 : Math.round((100 * weight) / total),
      }));
    }
    const arn = getString(action, "target_group_arn");
    return arn === undefined ? [] : [{ arn, percent: 100 }];
  });
}

/** Percent of the requests of live routes that the target group answers: its largest share on any of them. */
export function liveShare(traffic: Traffic, arn: string | undefined): number {
  const live = (traffic.through.get(arn ?? "") ?? []).filter(({ role }) => role !== "test");
  return Math.max(0, ...live.map(({ shares }) => shareOf(shares, arn ?? "")));
}

export function shareOf(shares: readonly Share[], arn: string): number {
  return Math.max(0, ...shares.filter((share) => share.arn === arn).map(({ percent }) => percent));
}

export function sameShares(one: readonly Share[], other: readonly Share[]): boolean {
  return [...one, ...other].every(({ arn }) => shareOf(one, arn) === shareOf(other, arn));
}

/** Where a route sends requests now. */
export function describeRoute(traffic: Pick<Traffic, "names">, { role, shares, known }: TrafficRoute): string {
  if (known) return describeShares(traffic, shares);
  const served = shares.find(({ percent }) => percent > 0);
  return served === undefined || role === "test"
    ? "where a release left it"
    : `${traffic.names.get(served.arn) ?? served.arn} (where a release left it)`;
}

/** `ContainerHandsOn 100 %, ContainerHandsOn8080 0 %` */
export function describeShares({ names }: Pick<Traffic, "names">, shares: readonly Share[]): string {
  if (shares.length === 0) return "no target group";
  return shares.map(({ arn, percent }) => `${names.get(arn) ?? arn} ${percent} %`).join(", ");
}
