import { wholeBetween } from "./rule";

export const port = wholeBetween(1, 65_535, { kind: "a port", remedy: "Choose the port that the traffic comes to." });
