import type { IncomingMessage } from "node:http";
import {
  type ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Forward, Handler, Reply } from "../protocol/call";
import type { Log } from "../log";
import { ListenerCertificates, type ListenerCertificatesOptions } from "./listener-certificates";
import { readRequest } from "./listener-request";
import { type ListenerServer, openListenerServer } from "./listener-server";
import { statusPage } from "./load-balancer-reply";
import type { OpenListener, OpenLoadBalancer } from "./open-load-balancer";
import { Traffic, type TrafficOptions } from "./traffic";

/** Calls after which other listeners may be there, or the same ones on other ports. */
const CHANGES_LISTENERS = /^(Create|Modify|Delete)(LoadBalancer|Listener)$/;

/** A port that is open, and the certificate in ACM that it speaks TLS for. */
interface OpenPort extends ListenerServer {
  readonly certificateArn: string | undefined;
}

export interface DataPlaneOptions extends TrafficOptions, ListenerCertificatesOptions {
  readonly log: Log;
}

/** The ports of this machine that stand for the listeners of all application load balancers of the local AWS. */
export class DataPlane {
  private readonly traffic: Traffic;
  private readonly certificates: ListenerCertificates;
  private readonly servers = new Map<string, OpenPort>();
  private readonly regions = new Map<string, readonly OpenLoadBalancer[]>();
  private last: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: DataPlaneOptions) {
    this.traffic = new Traffic(options);
    this.certificates = new ListenerCertificates(options);
  }

  /**
   * Watches the calls to Elastic Load Balancing that pass the gateway: once a listener has been created it answers, and
   * once it has been deleted its port is closed.
   *
   * @param next answers what it wants to, as if nobody watched
   */
  watching(next: Handler, forward: Forward): Handler {
    return async (call) => {
      const answered = await next(call);
      if (!CHANGES_LISTENERS.test(call.action)) return answered;
      const reply = answered ?? (await forward(call));
      if (reply.status === 200) await this.refresh(call.region);
      return reply;
    };
  }

  loadBalancers(): OpenLoadBalancer[] {
    return [...this.regions.values()].flat();
  }

  /** Ports of 127.0.0.1 by the `<DNS name>:<port>` of the listener that each stands for. */
  loopbackPorts(): Record<string, number> {
    const ports = this.loadBalancers().flatMap(({ dnsName, listeners }) =>
      listeners.map(({ port, url }) => [`${dnsName.toLowerCase()}:${port}`, Number(new URL(url).port)] as const),
    );
    return Object.fromEntries(ports);
  }

  close(): void {
    this.closed = true;
    for (const server of this.servers.values()) server.close();
    this.servers.clear();
    this.regions.clear();
  }

  /** Opens and closes ports until they agree with the API; one region's view is taken after the other. */
  private refresh(region: string): Promise<void> {
    const result = this.last.then(() => this.read(region));
    this.last = result.catch(() => undefined);
    return result;
  }

  private async read(region: string): Promise<void> {
    const client = this.options.clients(region);
    const open: OpenLoadBalancer[] = [];
    for await (const page of paginateDescribeLoadBalancers({ client }, {})) {
      for (const loadBalancer of page.LoadBalancers ?? []) {
        if (loadBalancer.Type === "application") open.push(await this.open(client, loadBalancer));
      }
    }
    const old = this.regions.get(region) ?? [];
    this.regions.set(region, open);
    const kept = new Set(open.flatMap(({ listeners }) => listeners.map(({ arn }) => arn)));
    for (const { arn } of old.flatMap(({ listeners }) => listeners)) {
      if (!kept.has(arn)) this.closeListener(arn);
    }
    if (this.closed) this.close();
  }

  private async open(
    client: ElasticLoadBalancingV2Client,
    { LoadBalancerArn = "", LoadBalancerName = "", DNSName = "" }: LoadBalancer,
  ): Promise<OpenLoadBalancer> {
    const listeners: OpenListener[] = [];
    for await (const page of paginateDescribeListeners({ client }, { LoadBalancerArn })) {
      for (const listener of page.Listeners ?? []) {
        const { ListenerArn: arn = "", Port: port = 0, Protocol: protocol = "" } = listener;
        listeners.push({ arn, port, protocol, url: await this.urlOf(arn, listener) });
      }
    }
    return { name: LoadBalancerName, arn: LoadBalancerArn, dnsName: DNSName, listeners };
  }

  private async urlOf(arn: string, { Certificates: [certificate] = [] }: Listener): Promise<string> {
    const { port, certificateArn } = await this.portOf(arn, certificate?.CertificateArn);
    return `${certificateArn === undefined ? "http" : "https"}://127.0.0.1:${port}`;
  }

  private async portOf(listenerArn: string, certificateArn: string | undefined): Promise<OpenPort> {
    const known = this.servers.get(listenerArn);
    if (known !== undefined && known.certificateArn === certificateArn) return known;
    this.closeListener(listenerArn);
    const certificate = certificateArn === undefined ? undefined : await this.certificates.for(certificateArn);
    const server = await openListenerServer((request) => this.answer(listenerArn, request), certificate);
    const open = { ...server, certificateArn };
    this.servers.set(listenerArn, open);
    return open;
  }

  private closeListener(arn: string): void {
    this.servers.get(arn)?.close();
    this.servers.delete(arn);
  }

  private async answer(listenerArn: string, message: IncomingMessage): Promise<Reply> {
    const request = readRequest(message);
    const loadBalancer = this.loadBalancers().find(({ listeners }) => listeners.some(({ arn }) => arn === listenerArn));
    const listener = loadBalancer?.listeners.find(({ arn }) => arn === listenerArn);
    try {
      if (loadBalancer === undefined || listener === undefined) throw new Error(`${listenerArn} is not there.`);
      return await this.traffic.answer(loadBalancer, listener, request);
    } catch (error) {
      this.options.log("failed", { service: "data plane", action: `${request.method} ${request.path}` }, String(error));
      return statusPage(500);
    }
  }
}
