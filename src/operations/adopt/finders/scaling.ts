import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  type ScalableDimension,
  type ServiceNamespace,
} from "@aws-sdk/client-application-auto-scaling";
import { finder, present } from "../finder";

const place = ["service_namespace", "resource_id", "scalable_dimension"] as const;

type Place = Readonly<Record<(typeof place)[number], string>>;

/** What a text of the configuration has to be for the SDK; another one finds nothing. */
function typed({ service_namespace, scalable_dimension }: Place) {
  return {
    ServiceNamespace: service_namespace as ServiceNamespace,
    ScalableDimension: scalable_dimension as ScalableDimension,
  };
}

function importId({ service_namespace, resource_id, scalable_dimension }: Place): string {
  return `${service_namespace}/${resource_id}/${scalable_dimension}`;
}

export const scalableTarget = finder([...place], async (identity, { autoScaling }) => {
  const { ScalableTargets } = await autoScaling.send(
    new DescribeScalableTargetsCommand({ ...typed(identity), ResourceIds: [identity.resource_id] }),
  );
  return present(ScalableTargets).map(() => ({ importId: importId(identity), attributes: identity }));
});

export const scalingPolicy = finder([...place, "name"], async (identity, { autoScaling }) => {
  const { ScalingPolicies } = await autoScaling.send(
    new DescribeScalingPoliciesCommand({
      ...typed(identity),
      ResourceId: identity.resource_id,
      PolicyNames: [identity.name],
    }),
  );
  return present(ScalingPolicies).map(() => ({ importId: `${importId(identity)}/${identity.name}` }));
});
