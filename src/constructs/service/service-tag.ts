import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";

/** A resource that takes tags, as CDKTF's bindings make them. */
interface Taggable extends IConstruct {
  readonly tagsInput?: Readonly<Record<string, string>>;
  tags: Readonly<Record<string, string>>;
}

/** Tags everything below a construct with the service it belongs to: the provider's default tags know the environment only. */
export class ServiceTag implements IAspect {
  constructor(private readonly service: string) {}

  visit(node: IConstruct): void {
    if (isTaggable(node)) node.tags = { ...node.tagsInput, Service: this.service };
  }
}

function isTaggable(node: IConstruct): node is Taggable {
  return "tagsInput" in node && "tags" in node;
}
