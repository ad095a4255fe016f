import { interfaceEndpointPolicy, s3EndpointPolicy } from "../../../src/constructs/network/endpoint-policies";
import { interfaceServices } from "../../../src/lib/aws/endpoint-services";

const props = { account: "123456789012", region: "ap-northeast-1", containerInstances: false };
const ownPrincipals = {
  Sid: "OwnPrincipals",
  Effect: "Allow",
  Principal: "*",
  Action: "*",
  Resource: "*",
  Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
};
const imageLayers = {
  Sid: "ImageLayers",
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*",
};

describe("interfaceEndpointPolicy", () => {
  it.each(["ecr.dkr", "ecr.api", "logs", "secretsmanager", "ssm", "kms"] as const)(
    "lets users and roles of the account, and nobody else, use %s",
    (service) => {
      expect(interfaceEndpointPolicy(service, props)).toEqual({ Version: "2012-10-17", Statement: [ownPrincipals] });
    },
  );

  it("is left out for services that are not known to take one", () => {
    const all = interfaceServices({
      secretsManager: true,
      parameterStore: true,
      executeCommand: "on-with-customer-key",
      containerInstances: true,
    });
    expect(all.filter((service) => interfaceEndpointPolicy(service, props) === undefined)).toEqual([
      "ssmmessages",
      "ecs-agent",
      "ecs-telemetry",
      "ecs",
    ]);
  });
});

describe("s3EndpointPolicy", () => {
  it("lets users and roles of the account do what they may, and anyone read the layers of images", () => {
    expect(s3EndpointPolicy(props)).toEqual({ Version: "2012-10-17", Statement: [ownPrincipals, imageLayers] });
  });

  it("lets instances read the packages of Amazon Linux too", () => {
    expect(s3EndpointPolicy({ ...props, region: "eu-central-1", containerInstances: true })).toEqual({
      Version: "2012-10-17",
      Statement: [
        ownPrincipals,
        { ...imageLayers, Resource: "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*" },
        {
          ...imageLayers,
          Sid: "AmazonLinuxPackages",
          Resource: "arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/*",
        },
      ],
    });
  });
});
