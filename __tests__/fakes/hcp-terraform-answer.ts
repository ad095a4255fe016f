/** What a stand-in answers: JSON, or the bytes of a file. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing of the API and what belongs to it. https://jsonapi.org/format */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: object;
  readonly relationships?: Readonly<Record<string, { readonly data: unknown }>>;
}

export function found(data: Resource, included: readonly Resource[] = []): Answer {
  return { status: 200, body: { data, included } };
}

export function list(data: readonly Resource[]): Answer {
  const pagination = { "current-page": 1, "total-pages": 1, "total-count": data.length };
  return { status: 200, body: { data, meta: { pagination } } };
}

export function failure(status: number, title: string): Answer {
  return { status, body: { errors: [{ status: String(status), title }] } };
}

/** The way to a thing in relationships. */
export function reference(type: string, id: string): { readonly data: { readonly type: string; readonly id: string } } {
  return { data: { type, id } };
}
