/**
 * Answers of the local AWS that break AWS's API models and stay as they are, each with the reason. A test makes every one of
 * them occur, so that none stays here once it is fixed. Today there is none.
 */
export const knownViolations: readonly { readonly violation: string; readonly reason: string }[] = [];
