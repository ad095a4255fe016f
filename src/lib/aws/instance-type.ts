/** The two instruction sets that Amazon ECS runs Linux tasks on. */
export type Architecture = "X86_64" | "ARM64";

/** A type of EC2 instance: family, generation and attributes, then a size, such as "m7g.large". */
const pattern = /^(?<family>[a-z]+)(?:-\w+?)?(?<generation>\d+)(?<attributes>[a-z\d-]*)\.[a-z\d-]+$/;

export function isInstanceType(type: string): boolean {
  return pattern.test(type);
}

/**
 * The architecture of an instance type. A "g" among the attributes after the generation stands for AWS Graviton, and a1
 * was Graviton before that letter; a "g" as family (g5) stands for graphics.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
  const { family, generation, attributes } = pattern.exec(instanceType)?.groups ?? {};
  const graviton = `${family}${generation}` === "a1" || attributes?.includes("g") === true;
  return graviton ? "ARM64" : "X86_64";
}
