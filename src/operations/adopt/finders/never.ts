import { finder } from "../finder";

/** For what is only Terraform's own waiting, and has nothing of its own in AWS. */
export const waiting = finder([], () => Promise.resolve([]));

/** For a setting that its owner has once: Terraform writes its own over it, whatever was there. */
export const overwritten = finder([], () => Promise.resolve([]));
