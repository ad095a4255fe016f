import fc from "fast-check";
import { matchesWildcard } from "../../src/lib/wildcard";

describe("a wildcard pattern", () => {
  test.each([
    ["/index.php", "/index.php", true],
    ["/index.php", "/indexXphp", false],
    ["/img/*", "/img/", true],
    ["/img/*", "/img/a/b.png", true],
    ["/img/*", "/img", false],
    ["/img/?.png", "/img/a.png", true],
    ["/img/?.png", "/img/.png", false],
    ["/img/?.png", "/img/ab.png", false],
    ["*.example.com", "shop.example.com", true],
    ["*.example.com", "example.com", false],
    ["a+(b)[c]{d}|^$", "a+(b)[c]{d}|^$", true],
    ["what\\?", "what?", true],
    ["what\\?", "whatX", false],
    ["5\\*5", "5*5", true],
    ["5\\*5", "5005", false],
    ["*", "two\nlines", true],
    ["", "", true],
    ["", "a", false],
  ])("%j against %j: %j", (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  test("looks at upper and lower case only when asked to", () => {
    expect(matchesWildcard("/Img/*", "/img/a")).toBe(true);
    expect(matchesWildcard("/Img/*", "/img/a", { caseSensitive: true })).toBe(false);
  });

  test("matches itself when nothing in it is special", () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => text.replace(/[*?\\]/g, "")),
        (text) => {
          expect(matchesWildcard(text, text, { caseSensitive: true })).toBe(true);
        },
      ),
    );
  });

  test("with a star at each end finds its text anywhere", () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-z./()[\]+^$|-]*$/), fc.string(), (before, text, after) => {
        expect(matchesWildcard(`*${text}*`, `${before}${text}${after}`)).toBe(true);
      }),
    );
  });
});
