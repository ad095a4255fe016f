import { messageOf, UsageError } from "../../src/lib/errors";

describe("messageOf", () => {
  it.each([
    ["the message of an error", new UsageError("no such environment"), "no such environment"],
    ["a thrown text as it is", "gone", "gone"],
    ["anything else as text", undefined, "undefined"],
  ])("gives %s", (_, thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });
});
