import { crc32 } from "node:zlib";

/** What goes into an archive, packed or not: sizes and flags may lie, as somebody else's would. */
export interface Packed {
  name: string;
  body?: string | Buffer;
  /** What its list of contents says of its size unpacked. */
  says?: number;
  flags?: number;
}

/** A ZIP archive that is only stored, not compressed. */
export function zipOf(entries: readonly Packed[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, body = "", says, flags = 0 } of entries) {
    const [path, bytes] = [Buffer.from(name), typeof body === "string" ? Buffer.from(body) : body];
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(bytes.length, 4);
    sizes.writeUInt32LE(says ?? bytes.length, 8);
    const head = (signature: number, length: number) => {
      const header = Buffer.alloc(length);
      header.writeUInt32LE(signature, 0);
      const shift = length === 46 ? 2 : 0;
      header.writeUInt16LE(20, 4 + shift);
      header.writeUInt16LE(flags, 6 + shift);
      // Packed, where the sizes differ: nobody unpacks it here.
      header.writeUInt16LE(says === undefined ? 0 : 8, 8 + shift);
      sizes.copy(header, 14 + shift);
      header.writeUInt16LE(path.length, 26 + shift);
      if (shift) header.writeUInt32LE(at, 42);
      return header;
    };
    central.push(head(0x02014b50, 46), path);
    local.push(head(0x04034b50, 30), path, bytes);
    at += 30 + path.length + bytes.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, list, end]);
}

const odtType = "application/vnd.oasis.opendocument.text";
const docxParts = (words: string): Packed[] => [
  { name: "[Content_Types].xml", body: "<Types/>" },
  { name: "word/document.xml", body: `<w:document>${words}</w:document>` },
];
const odtParts = (words: string): Packed[] => [
  { name: "mimetype", body: odtType },
  { name: "content.xml", body: `<office:text>${words}</office:text>` },
];

/** Files of each kind that is taken; other words make another file. */
export const papers = {
  pdf: (words = "A paper") => Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`),
  docx: (words = "A paper", more: readonly Packed[] = []) => zipOf([...docxParts(words), ...more]),
  odt: (words = "A paper", more: readonly Packed[] = []) => zipOf([...odtParts(words), ...more]),
};
