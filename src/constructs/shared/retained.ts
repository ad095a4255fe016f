import { Construct } from "constructs";

/** Left out of Terraform addresses: what is retained keeps the address that it had while it was declared. */
export const retainedId = "retained";

/** Where in `scope` that is made which running tasks still use, and the next release no longer does. */
export function retainedScope(scope: Construct): Construct {
  const made = scope.node.children.find(
    (child): child is Construct => child instanceof Construct && child.node.id === retainedId,
  );
  return made ?? new Construct(scope, retainedId);
}
