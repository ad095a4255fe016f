/** ARN of the private ECR repository that an image comes from, or undefined for every other registry. */
export function repositoryArnOf(image: string): string | undefined {
  const [, account, region, repository] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)[:@]/.exec(image) ?? [];
  if (account === undefined || region === undefined || repository === undefined) return undefined;
  return `arn:aws:ecr:${region}:${account}:repository/${repository}`;
}
