// Loaded into a command before its own code: what rests between two looks at a deployment rests a fifth as long. The local
// AWS runs in another process, at its own speed.
import timers from "node:timers/promises";

const { setTimeout } = timers;
timers.setTimeout = (milliseconds, ...rest) => setTimeout(milliseconds / 5, ...rest);
