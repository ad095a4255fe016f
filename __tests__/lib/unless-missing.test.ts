import { unlessMissing } from "../../src/lib/unless-missing";

function refusal(name: string): Promise<string> {
  return Promise.reject(Object.assign(new Error("refused"), { name }));
}

describe("unlessMissing", () => {
  it("gives back what the call answers", async () => {
    expect(await unlessMissing(Promise.resolve("found"), "NoSuchKey")).toBe("found");
  });

  it.each(["NoSuchKey", "NoSuchBucket"])("takes %s, an error of a given name, for an absence", async (name) => {
    expect(await unlessMissing(refusal(name), "NoSuchKey", "NoSuchBucket")).toBeUndefined();
  });

  it("lets every other error pass", async () => {
    await expect(unlessMissing(refusal("AccessDenied"), "NoSuchKey")).rejects.toThrow("refused");
  });
});
