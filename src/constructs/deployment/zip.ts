import { crc32 } from "node:zlib";

/**
 * Packs files into a zip archive. The same names and contents give the same bytes on every machine, so a hash of the
 * archive is a hash of what is in it: dates are all 1980-01-01, modes all 0644, and nothing is compressed, because each
 * version of zlib compresses in its own way. For a few small files; ZIP64 is not written.
 *
 * Source: PKWARE, .ZIP File Format Specification 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))) {
    const name = Buffer.from(path, "utf8");
    const common = Buffer.concat([
      numbers(2, [versionNeeded, namesAreUtf8, stored, midnight, firstOfJanuary1980]),
      numbers(4, [crc32(content), content.length, content.length]),
      numbers(2, [name.length, noExtraField]),
    ]);
    const header = Buffer.concat([numbers(4, [0x04034b50]), common, name]);
    local.push(header, content);
    central.push(
      numbers(4, [0x02014b50]),
      numbers(2, [madeOnUnix | versionNeeded]),
      common,
      // Length of the comment, number of the disk, internal attributes.
      numbers(2, [0, 0, 0]),
      numbers(4, [regularFile0644 * 0x10000, offset]),
      name,
    );
    offset += header.length + content.length;
  }
  const directory = Buffer.concat(central);
  const count = Object.keys(files).length;
  const end = [
    numbers(4, [0x06054b50]),
    numbers(2, [0, 0, count, count]),
    numbers(4, [directory.length, offset]),
    numbers(2, [0]),
  ];
  return Buffer.concat([...local, directory, ...end]);
}

const versionNeeded = 20;
const madeOnUnix = 3 << 8;
const namesAreUtf8 = 1 << 11;
const stored = 0;
const midnight = 0;
const firstOfJanuary1980 = (1 << 5) | 1;
const noExtraField = 0;
/** Lambda runs code under a user of its own, so everybody has to be able to read it. */
const regularFile0644 = 0o100644;

/** Little-endian numbers of so many bytes each. */
function numbers(bytes: 2 | 4, values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  for (const [index, value] of values.entries()) buffer.writeUIntLE(value, bytes * index, bytes);
  return buffer;
}
