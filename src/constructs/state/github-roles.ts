import { Construct } from "constructs";
import { IamOpenidConnectProvider, IamPolicy, IamRole, IamRolePolicyAttachment } from "../../aws";
import { boundaryPolicy } from "./github/boundary-policy";
import { readPolicy } from "./github/read-policy";
import { releasePolicy } from "./github/release-policy";
import { iamArn, type PipelineScope, type PolicyStatements } from "./github/scope";
import { sessionSeconds } from "./github/session-seconds";
import {
  audience,
  branchSubject,
  environmentSubject,
  githubIssuer,
  githubTrust,
  pullRequestSubject,
} from "./github/trust";
import { writePolicies } from "./github/write-policies";
import { policyDocument, type TrustStatement } from "../shared/policy-document";
import { jsonText } from "../shared/json-text";
import { waive } from "../shared/waive";

export interface GitHubRolesProps {
  /** As it stands in the subjects of tokens: `owner/name` or `owner@123/name@456`. */
  readonly repository: string;
  /** The branch that is applied. */
  readonly branch: string;
  /** The GitHub environment whose jobs may apply. */
  readonly environment: string;
  /** The GitHub environment whose jobs may release. */
  readonly releaseEnvironment: string;
  /** Whether the identity provider is made here; an account has one for all. */
  readonly provider: "create" | "existing";
  readonly scope: PipelineScope;
}

interface RoleSettings {
  readonly name: string;
  readonly trust: TrustStatement;
  readonly policies: readonly IamPolicy[];
  /** Seconds that credentials may last. @default 3600 */
  readonly sessionSeconds?: number;
}

/**
 * What workflows of a GitHub repository may do in the account, without a key that could be stolen: plan from pull requests
 * and the branch that is applied, apply and release from one GitHub environment each. A plan takes no lock (`terraform plan
 * -lock=false`), so that its role writes nothing at all and no pull request can keep a deploy waiting.
 */
export class GitHubRoles extends Construct {
  readonly planRoleArn: string;
  readonly applyRoleArn: string;
  readonly releaseRoleArn: string;

  constructor(scope: Construct, id: string, props: GitHubRolesProps) {
    super(scope, id);
    const { names } = props.scope;
    const read = this.policy("read", names.readPolicy, readPolicy(props.scope));
    waive(
      read,
      "CKV_AWS_355",
      "it reads how things are set up, of which AWS makes most names; it denies secrets and data",
    );
    const { network, services, roles, guarded } = writePolicies(props.scope);
    const writes = [
      this.policy("network", names.networkPolicy, network),
      this.policy("services", names.servicesPolicy, services),
      this.policy("roles", names.rolesPolicy, roles),
      this.policy("guarded", names.guardedPolicy, guarded),
    ];
    this.boundary(props.scope);
    const releases = this.policy("releases", names.releasesPolicy, releasePolicy(props.scope));
    const provider = this.provider(props);
    const { repository, branch, environment, releaseEnvironment } = props;
    this.planRoleArn = this.role("plan", {
      name: names.planRole,
      trust: githubTrust(provider, [pullRequestSubject(repository), branchSubject(repository, branch)]),
      policies: [read],
    });
    this.applyRoleArn = this.role("apply", {
      name: names.applyRole,
      trust: githubTrust(provider, [environmentSubject(repository, environment)]),
      policies: [read, ...writes],
      sessionSeconds: sessionSeconds.apply,
    });
    this.releaseRoleArn = this.role("release", {
      name: names.releaseRole,
      trust: githubTrust(provider, [environmentSubject(repository, releaseEnvironment)]),
      policies: [releases],
      sessionSeconds: sessionSeconds.release,
    });
  }

  /** Without a thumbprint: AWS checks GitHub's certificate against its own list of authorities. */
  private provider({ provider, scope }: GitHubRolesProps): string {
    if (provider === "existing") return iamArn(scope, "oidc-provider", githubIssuer);
    return new IamOpenidConnectProvider(this, "provider", {
      url: `https://${githubIssuer}`,
      clientIdList: [audience],
    }).arn;
  }

  private policy(id: string, name: string, statements: PolicyStatements): IamPolicy {
    return new IamPolicy(this, id, { name, policy: jsonText(this, policyDocument(statements)) });
  }

  private boundary(scope: PipelineScope): void {
    const boundary = this.policy("boundary", scope.names.boundary, boundaryPolicy(scope));
    for (const check of ["CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355"]) {
      waive(boundary, check, "a boundary gives no rights: a role has what its own, narrow policies allow within it");
    }
  }

  private role(id: string, { name, trust, policies, sessionSeconds }: RoleSettings): string {
    const role = new IamRole(this, id, {
      name,
      assumeRolePolicy: jsonText(this, policyDocument([trust])),
      ...(sessionSeconds !== undefined && { maxSessionDuration: sessionSeconds }),
    });
    for (const { node, arn } of policies) {
      new IamRolePolicyAttachment(this, `${id}_${node.id}`, { role: role.name, policyArn: arn });
    }
    return role.arn;
  }
}
