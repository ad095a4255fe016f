import { Construct } from "constructs";
import { EcsCluster } from "../aws";

export interface ClusterProps {
  /** Also the tag `Name`. */
  readonly name: string;
}

/** The boundary of the runtime. Free of charge: Fargate bills tasks. No capacity providers: services run by launch type. */
export class Cluster extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const cluster = new EcsCluster(this, "Resource", {
      name: props.name,
      setting: [{ name: "containerInsights", value: "disabled" }],
      tags: { Name: props.name },
    });
    this.name = cluster.name;
    this.arn = cluster.arn;
  }
}
