/** Name of the stack that holds an environment's state bucket. The environment's own stack bears its name alone. */
export function stateStackName(environment: string): string {
  return `${environment}-state`;
}

/** Object key under which a stack keeps its state, where its environment gives none. */
export function stateKey(stack: string): string {
  return `${stack}/terraform.tfstate`;
}
