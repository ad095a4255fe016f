/**
 * AWS's own model of a service's API, as botocore brings it along (data/<service>/<version>/service-2.json.gz). Only what
 * is read here. https://smithy.io/2.0/aws/protocols/ says what stands on the wire.
 */
export interface ServiceModel {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string };
  readonly input?: ShapeReference;
  readonly output?: ShapeReference & { readonly resultWrapper?: string };
  readonly errors?: readonly ShapeReference[];
}

/** A use of a shape: by an operation, or by a member of another shape. */
export interface ShapeReference {
  readonly shape: string;
  readonly locationName?: string;
  /** Stands elsewhere than in the body: "header", "headers", "statusCode", "uri", "querystring". */
  readonly location?: string;
  readonly flattened?: boolean;
  readonly queryName?: string;
  readonly timestampFormat?: string;
}

export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, ShapeReference>>;
  readonly required?: readonly string[];
  /** Of a list. */
  readonly member?: ShapeReference;
  /** Of a map. */
  readonly key?: ShapeReference;
  readonly value?: ShapeReference;
  readonly enum?: readonly string[];
  /** Any JSON. */
  readonly document?: boolean;
  readonly flattened?: boolean;
  readonly timestampFormat?: string;
  /** The member that is the whole body. */
  readonly payload?: string;
  /** How an error looks on the wire, where not by its own name and with status 400. */
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

export function shapeOf(model: ServiceModel, { shape }: ShapeReference): Shape {
  const found = model.shapes[shape];
  if (found === undefined) throw new Error(`The API model has no shape ${shape}.`);
  return found;
}

export function isFlattened(shape: Shape, reference: ShapeReference): boolean {
  return shape.flattened === true || reference.flattened === true;
}
