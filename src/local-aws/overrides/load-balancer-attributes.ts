import {
  DescribeLoadBalancersCommand,
  type ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";

/**
 * Attributes of an application load balancer that nobody has changed. moto answers those only that somebody has set, and
 * says that no cross-zone balancing takes place, which an application load balancer cannot do without. AWS also answers
 * bucket and prefix of health check logs, both empty: moto takes neither.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 */
export const newApplicationLoadBalancer = {
  "access_logs.s3.bucket": "",
  "access_logs.s3.enabled": "false",
  "access_logs.s3.prefix": "",
  "client_keep_alive.seconds": "3600",
  "connection_logs.s3.bucket": "",
  "connection_logs.s3.enabled": "false",
  "connection_logs.s3.prefix": "",
  "deletion_protection.enabled": "false",
  "health_check_logs.s3.enabled": "false",
  "idle_timeout.timeout_seconds": "60",
  "load_balancing.cross_zone.enabled": "true",
  "routing.http.desync_mitigation_mode": "defensive",
  "routing.http.drop_invalid_header_fields.enabled": "false",
  "routing.http.preserve_host_header.enabled": "false",
  "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
  "routing.http.xff_client_port.enabled": "false",
  "routing.http.xff_header_processing.mode": "append",
  "routing.http2.enabled": "true",
  "waf.fail_open.enabled": "false",
  "zonal_shift.config.enabled": "false",
} as const;

/** Gives a load balancer that moto has just made the attributes that it has on AWS from its birth. */
export async function setInitialAttributes(moto: ElasticLoadBalancingV2Client, name: string): Promise<void> {
  const Attributes = Object.entries(newApplicationLoadBalancer).map(([Key, Value]) => ({ Key, Value }));
  const { LoadBalancers = [] } = await moto.send(new DescribeLoadBalancersCommand({ Names: [name] }));
  for (const { LoadBalancerArn } of LoadBalancers) {
    await moto.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
  }
}
