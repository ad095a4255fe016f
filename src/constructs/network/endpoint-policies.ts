import type { InterfaceService } from "../../lib/aws/endpoint-services";
import { policyDocument, type ResourcePolicyStatement } from "../shared/policy-document";

export interface EndpointPolicyProps {
  /** Id of the account whose users and roles may come through. */
  readonly account: string;
  readonly region: string;
  /** Whether instances of Amazon Linux 2023 update themselves through the endpoint of S3. */
  readonly containerInstances: boolean;
}

/**
 * Services whose own documentation describes policies for their endpoints. AWS refuses a policy for a service that takes
 * none, and says of Session Manager's channels and of the ECS agent's endpoints nowhere that they take one.
 * Source: AWS PrivateLink guide, "Control access to VPC endpoints using endpoint policies".
 */
const withPolicy: ReadonlySet<InterfaceService> = new Set([
  "ecr.dkr",
  "ecr.api",
  "logs",
  "secretsmanager",
  "ssm",
  "kms",
]);

/**
 * Who may use an interface endpoint: users and roles of the account. Credentials of another account, brought in by whoever
 * breaks into a container, carry nothing out through it. It grants nothing: what a role may do stands in its own policies.
 * Undefined where AWS takes no policy.
 */
export function interfaceEndpointPolicy(
  service: InterfaceService,
  { account }: EndpointPolicyProps,
): object | undefined {
  return withPolicy.has(service) ? policyDocument([ownPrincipals(account)]) : undefined;
}

/**
 * As {@link interfaceEndpointPolicy}, and two sorts of buckets of AWS's own, readable by anyone, because those who read
 * them are not users or roles of the account: layers of images come by URLs that ECR has signed with its own identity
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms), packages of Amazon Linux
 * by requests without any (https://docs.aws.amazon.com/linux/al2023/ug/live-patching.html).
 */
export function s3EndpointPolicy({ account, region, containerInstances }: EndpointPolicyProps): object {
  return policyDocument([
    ownPrincipals(account),
    publicObjects("ImageLayers", `prod-${region}-starport-layer-bucket`),
    ...(containerInstances ? [publicObjects("AmazonLinuxPackages", `al2023-repos-${region}-de612dc2`)] : []),
  ]);
}

function ownPrincipals(account: string): ResourcePolicyStatement {
  return {
    sid: "OwnPrincipals",
    principals: "anyone",
    actions: ["*"],
    resources: ["*"],
    conditions: { StringEquals: { "aws:PrincipalAccount": account } },
  };
}

function publicObjects(sid: string, bucket: string): ResourcePolicyStatement {
  return { sid, principals: "anyone", actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${bucket}/*`] };
}
