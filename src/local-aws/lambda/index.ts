export { FunctionCode } from "./function-code";
export { Functions, type FunctionsOptions } from "./functions";
export { createLambdaHandler } from "./handler";
export { hookInvoker } from "./hook-invoker";
