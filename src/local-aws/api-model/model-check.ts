import { messageOf } from "../../lib/errors";
import type { AwsError, Call, Reply } from "../protocol/call";
import { parameters } from "../protocol/read-call";
import { ALWAYS_GIVEN } from "./always-given";
import { checkShape } from "./check-shape";
import { decodeQuery } from "./decode-query";
import { decodeXml } from "./decode-xml";
import { findOperation } from "./find-operation";
import type { ModelLibrary } from "./model-library";
import { type Operation, type ServiceModel, type Shape, type ShapeReference, shapeOf } from "./service-model";
import { unlistedErrors } from "./unlisted-errors";
import { parseXml, type XmlElement } from "./xml";

/** Holds what the gateway answers itself, and the requests that it takes, against AWS's own model of each operation. */
export class ModelCheck {
  constructor(
    private readonly library: Pick<ModelLibrary, "find">,
    /** Is told each violation: service and operation, then what is wrong and where. */
    private readonly report: (violation: string) => void,
  ) {}

  answered(call: Call, reply: Reply): void {
    if (reply.status >= 300) return;
    this.judge(call, (model, operation) => [
      ...withSubject("request", () => checkRequest(model, operation, call)),
      ...withSubject("answer", () => checkAnswer(model, operation, call, reply)),
    ]);
  }

  refused(call: Call, error: AwsError): void {
    // With this status the local AWS says what it cannot do, not what AWS would answer.
    if (error.status === 501) return;
    this.judge(call, (model, operation) => checkError(model, operation, call, error));
  }

  private judge(call: Call, check: (model: ServiceModel, operation: Operation) => readonly string[]): void {
    const model = this.library.find(call.service);
    const operation = model && findOperation(model, call);
    if (model === undefined || operation === undefined) {
      this.report(`${call.service} ${call.action}: not an operation of AWS's model`);
      return;
    }
    for (const violation of check(model, operation)) this.report(`${call.service} ${operation.name} ${violation}`);
  }
}

function withSubject(subject: string, check: () => readonly string[]): readonly string[] {
  try {
    return check().map((violation) => `${subject}: ${violation}`);
  } catch (error) {
    return [`${subject}: cannot be read: ${messageOf(error)}`];
  }
}

/** Requests of REST services are not looked at: theirs are spread over path, query and headers. */
function checkRequest(model: ServiceModel, { input }: Operation, call: Call): readonly string[] {
  if (input === undefined) return [];
  switch (call.protocol) {
    case "json":
      return checkShape(model, input, parseJson(call.body), "");
    case "query":
    case "ec2": {
      const given = decodeQuery(model, input, call.protocol, parameters(call.path, call.body));
      return checkShape(model, input, given, "");
    }
    default:
      return [];
  }
}

function checkAnswer(model: ServiceModel, { name, output }: Operation, call: Call, reply: Reply): readonly string[] {
  if (output === undefined) return [];
  const shape = shapeOf(model, output);
  const payload = shape.payload === undefined ? undefined : shape.members?.[shape.payload];
  // Bytes or text of any form.
  if (payload !== undefined && shapeOf(model, payload).type !== "structure") return [];
  const body = Buffer.from(reply.body);
  const value = isXml(call) ? decodeBody(model, name, output, parseXml(body.toString("utf8"))) : parseJson(body);
  return checkShape(model, payload ?? output, value, "", ALWAYS_GIVEN[call.service]);
}

function decodeBody(
  model: ServiceModel,
  operation: string,
  output: ShapeReference & { readonly resultWrapper?: string },
  root: XmlElement,
): unknown {
  if (output.resultWrapper === undefined) {
    // EC2 puts the id of the request among the members.
    const children = root.children.filter(({ name }) => name !== "requestId");
    return decodeXml(model, output, { ...root, children });
  }
  const result = root.children.find(({ name }) => name === output.resultWrapper);
  if (root.name !== `${operation}Response` || result === undefined) {
    throw new Error(`<${root.name}> instead of <${operation}Response> around <${output.resultWrapper}>`);
  }
  return decodeXml(model, output, result);
}

function checkError(model: ServiceModel, operation: Operation, call: Call, error: AwsError): readonly string[] {
  const listed = (operation.errors ?? []).map((reference) => [reference.shape, shapeOf(model, reference)] as const);
  const found = listed.find(([name, shape]) => codeOf(name, shape, call) === error.code)?.[1];
  if (found === undefined) {
    return unlistedErrors(call.service).includes(error.code)
      ? []
      : [`error: ${error.code} is not one of the operation's`];
  }
  const status = found.error?.httpStatusCode ?? error.status;
  return status === error.status ? [] : [`error: ${error.code} with status ${error.status} instead of ${status}`];
}

/** The JSON protocols name errors by their shapes, the others by a code if they have one. */
function codeOf(name: string, { error }: Shape, call: Call): string {
  return isXml(call) ? (error?.code ?? name) : name;
}

function isXml({ protocol }: Call): boolean {
  return protocol === "query" || protocol === "ec2" || protocol === "rest-xml";
}

function parseJson(body: Buffer): unknown {
  const text = body.toString("utf8");
  return text.trim() === "" ? {} : JSON.parse(text);
}
