import yauzl, { type Entry, type ZipFile } from "yauzl";
import { Refusal } from "#server/domain/refusal.ts";
import type { FileType } from "#shared/model.ts";

/** What an office document holds in all when it is unpacked, and in how many files; and of one of its lists. */
const unpackedBytes = 200 * 1024 * 1024;
const mostEntries = 5_000;
const listBytes = 2 * 1024 * 1024;
/** As programs look for the end of an archive: behind it is nothing but a comment, whose length they don't all believe. */
const zipEndBytes = 22 + 65_535;

const refused = (rule: "file_type" | "macros" | "encrypted" | "unpacks_too_large") =>
  new Refusal("invalid_input", "Only PDF, DOCX and ODT files are taken, without macros.", {
    field: "data",
    details: { rule },
  });

/** What a file is by its content, whatever it is called. Refuses what is none of the three, two at once, or might do harm by itself. */
export async function whatItIs(bytes: Buffer): Promise<FileType> {
  const isPdf = bytes.subarray(0, 5).equals(pdfStart);
  const isZip = bytes.subarray(0, 4).equals(zipStart);
  if (isPdf && !endsAsZip(bytes)) return "pdf";
  // Some programs take for a PDF what says so somewhere in its beginning.
  if (!isZip || bytes.subarray(0, 1_024).includes(pdfStart)) throw refused("file_type");
  try {
    return await office(await yauzl.fromBufferPromise(bytes, { autoClose: false }));
  } catch (error) {
    // What its reader finds wrong with an archive.
    throw error instanceof Refusal ? error : refused("file_type");
  }
}
const pdfStart = Buffer.from("%PDF-");
const zipStart = Buffer.from("PK\u0003\u0004", "latin1");
const zipEnd = Buffer.from("PK\u0005\u0006", "latin1");

const endsAsZip = (bytes: Buffer): boolean => bytes.subarray(-zipEndBytes).includes(zipEnd);

async function office(zip: ZipFile): Promise<FileType> {
  if (zip.entryCount > mostEntries) throw refused("unpacks_too_large");
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (size > unpackedBytes) throw refused("unpacks_too_large");
  if (entries.some((entry) => entry.isEncrypted())) throw refused("encrypted");
  const names = new Set(entries.map(({ fileName }) => fileName));
  if (names.size < entries.length || others.some((name) => names.has(name)))
    throw refused("file_type");
  const lists = await unpacked(zip, entries);
  const isDocx = names.has("word/document.xml") && names.has(docxList);
  const isOdt =
    names.has("content.xml") &&
    entries[0]?.fileName === "mimetype" &&
    lists.get("mimetype")?.trim() === odtType;
  if (isDocx === isOdt) throw refused("file_type");
  if (lists.get(odtList)?.includes("encryption-data")) throw refused("encrypted");
  const macros = /vbaProject|macroEnabled/i.test(lists.get(docxList) ?? "");
  if (macros || [...names].some((name) => macroNames.test(name))) throw refused("macros");
  return isDocx ? "docx" : "odt";
}
const odtType = "application/vnd.oasis.opendocument.text";
const docxList = "[Content_Types].xml";
const odtList = "META-INF/manifest.xml";
/** Each is what tells another kind of file. */
const others = ["xl/workbook.xml", "ppt/presentation.xml", "META-INF/MANIFEST.MF"];
const macroNames = /(^|\/)vbaProject\.bin$|^(Basic|Scripts)\/./i;

/**
 * What its lists say. All of it is unpacked once and forgotten: that throws where there is more in it than was said, or something
 * else.
 */
async function unpacked(zip: ZipFile, entries: readonly Entry[]): Promise<Map<string, string>> {
  const lists = new Map<string, string>();
  for (const entry of entries) {
    const { fileName, uncompressedSize } = entry;
    const isList = [docxList, odtList, "mimetype"].includes(fileName);
    if (isList && uncompressedSize > listBytes) throw refused("file_type");
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry))
      if (isList) pieces.push(piece);
    if (isList) lists.set(fileName, Buffer.concat(pieces).toString("utf8"));
  }
  return lists;
}
