import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { zip } from "../../../src/constructs/deployment/zip";

/** What Python's zipfile, which is not ours, finds in an archive; it checks every checksum. */
const reader = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps([{
        "name": info.filename, "content": archive.read(info).hex(), "mode": oct(info.external_attr >> 16),
        "date": info.date_time, "compressed": info.compress_type != zipfile.ZIP_STORED,
    } for info in archive.infolist()]))
`;

describe("zip", () => {
  const folder = mkdtempSync(join(tmpdir(), "zip-test-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function read(archive: Buffer): unknown {
    const file = join(folder, "archive.zip");
    writeFileSync(file, archive);
    return JSON.parse(execFileSync("python3", ["-c", reader, file], { encoding: "utf8" }));
  }

  it("packs files as another reader finds them: readable by everybody, of a fixed date", () => {
    const files = {
      "handler.mjs": Buffer.from("export {};\n"),
      "a/é.bin": Buffer.from([0, 255, 10]),
      empty: Buffer.alloc(0),
    };
    const common = { mode: "0o100644", date: [1980, 1, 1, 0, 0, 0], compressed: false };
    expect(read(zip(files))).toEqual([
      { ...common, name: "a/é.bin", content: "00ff0a" },
      { ...common, name: "empty", content: "" },
      { ...common, name: "handler.mjs", content: Buffer.from("export {};\n").toString("hex") },
    ]);
  });

  it("gives the same bytes whatever the order, and others for other names or contents", () => {
    const bytes = fc.uint8Array({ maxLength: 50 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const archive = zip({ one, other });
        expect(zip({ other, one }).equals(archive)).toBe(true);
        expect(zip({ one, another: other }).equals(archive)).toBe(false);
        expect(zip({ one, other: Buffer.concat([other, Buffer.from([0])]) }).equals(archive)).toBe(false);
      }),
    );
  });

  it("is a valid archive without files, too", () => {
    expect(read(zip({}))).toEqual([]);
  });
});
