/** A load balancer as it can be reached on this machine. */
export interface OpenLoadBalancer {
  readonly name: string;
  readonly arn: string;
  readonly dnsName: string;
  readonly listeners: readonly OpenListener[];
}

export interface OpenListener {
  readonly arn: string;
  /** What it would listen on at AWS. */
  readonly port: number;
  readonly protocol: string;
  /** Where it answers here: `http://127.0.0.1:<port>`, or `https:` with a certificate of the local AWS's own authority. */
  readonly url: string;
}
