/**
 * Lifecycle of a resource whose name is fixed and which others use while they live: a security group, a target group.
 *
 * Its name cannot be another's at the same time, so a change that asks for a replacement fails either way. In Terraform's
 * usual order, destroy first, it fails in the middle: rules are already gone, and AWS refuses to delete the rest because
 * it is in use (DependencyViolation, ResourceInUse; terraform-provider-aws 636, 16889). The other way round it fails at
 * its first call, with the old one untouched: "already exists". Who really wants the replacement gives it a new name,
 * and that goes through.
 */
export const createBeforeDestroy = { createBeforeDestroy: true } as const;
