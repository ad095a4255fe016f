/** The thing that a container's secret refers to: policies know neither the key in its JSON nor its versions. */
export function secretResource(reference: string): string {
  const [arn, partition, service, region, account, ...rest] = reference.split(":");
  const [type, name] = rest;
  return service === "secretsmanager" ? [arn, partition, service, region, account, type, name].join(":") : reference;
}

/** `ssm:GetParameters` reads parameters, `secretsmanager:GetSecretValue` secrets. */
export function isParameter(reference: string): boolean {
  return reference.startsWith("arn:aws:ssm:");
}
