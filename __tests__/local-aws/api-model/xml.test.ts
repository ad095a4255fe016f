import { parseXml } from "../../../src/local-aws/api-model/xml";

test("elements, text and entities are read; declaration, comments and attributes are passed over", () => {
  const document = `<?xml version="1.0"?><!-- by hand -->
    <a xmlns="http://example.com/a>b"><b/><b type='x'>1 &lt; 2 &amp;&#38;&#x26;</b></a>`;
  expect(parseXml(document)).toEqual({
    name: "a",
    text: "",
    children: [
      { name: "b", text: "", children: [] },
      { name: "b", text: "1 < 2 &&&", children: [] },
    ],
  });
});

test.each([
  ["<a><b></a></b>", "</a> ends <b>"],
  ["<a>", "not one whole element"],
  ["<a/><a/>", "not one whole element"],
  ["<a>1 < 2</a>", "not XML from character 5 on"],
  ["", "not one whole element"],
])("%s is refused", (document, message) => {
  expect(() => parseXml(document)).toThrow(new Error(message));
});
