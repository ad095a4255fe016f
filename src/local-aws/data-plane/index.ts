export { DataPlane, type DataPlaneOptions } from "./data-plane";
export type { OpenListener, OpenLoadBalancer } from "./open-load-balancer";
