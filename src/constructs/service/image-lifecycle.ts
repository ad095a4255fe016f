import { releaseTagPrefix } from "../../release-contract/release-tag";

/** How long images stay that no release has marked. */
export interface ImageLifecycle {
  /** Newest images that stay. */
  readonly keepNewest: number;
  /** Days until an image without a tag expires. */
  readonly untaggedDays: number;
}

interface Rule {
  readonly rulePriority: number;
  readonly description: string;
  readonly selection: Selection;
  readonly action: { readonly type: "expire" };
}

type Selection = (
  | { readonly tagStatus: "tagged"; readonly tagPatternList: readonly string[] }
  | { readonly tagStatus: "untagged" | "any" }
) &
  (
    | { readonly countType: "sinceImagePushed"; readonly countUnit: "days"; readonly countNumber: number }
    | { readonly countType: "imageCountMoreThan"; readonly countNumber: number }
  );

/** Longer than any image lives. A rule without an end is not to be had. */
const never = 36_500;

/**
 * The lifecycle policy of a repository, in the order of its rules. ECR expires an image by one rule at most, and a rule
 * cannot touch an image whose tags match a rule before it: so the first, which never comes true, shields what releases
 * have marked. The last counts the shielded images too, and passes over them.
 *
 * A pattern for the tags, not the older list of prefixes: of several entries either demands all at once.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function imageLifecycle({ keepNewest, untaggedDays }: ImageLifecycle): { readonly rules: readonly Rule[] } {
  const action = { type: "expire" } as const;
  return {
    rules: [
      {
        rulePriority: 1,
        description: "Never expires what a release has marked",
        selection: {
          tagStatus: "tagged",
          tagPatternList: [`${releaseTagPrefix}*`],
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: never,
        },
        action,
      },
      {
        rulePriority: 2,
        description: "Expires images without a tag",
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: untaggedDays,
        },
        action,
      },
      {
        rulePriority: 3,
        description: "Expires all but the newest images",
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keepNewest },
        action,
      },
    ],
  };
}
