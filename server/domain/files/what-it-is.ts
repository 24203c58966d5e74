import yauzl, { type Entry, type ZipFile } from "yauzl";
import { Refusal } from "#server/domain/refusal.ts";
import type { FileType } from "#shared/model.ts";

/** What an office document holds in all when it is unpacked, and in how many files. Nothing is unpacked here; readers' programs will. */
const unpackedBytes = 400 * 1024 * 1024;
const mostEntries = 5_000;
/** As programs look for the end of an archive: behind it is nothing but a comment. */
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

function endsAsZip(bytes: Buffer): boolean {
  const tail = bytes.subarray(-zipEndBytes);
  for (let at = tail.indexOf(zipEnd); at >= 0; at = tail.indexOf(zipEnd, at + 1))
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) <= tail.length) return true;
  return false;
}

async function office(zip: ZipFile): Promise<FileType> {
  if (zip.entryCount > mostEntries) throw refused("unpacks_too_large");
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  if (entries.some((entry) => entry.isEncrypted())) throw refused("encrypted");
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (size > unpackedBytes) throw refused("unpacks_too_large");
  const names = entries.map(({ fileName }) => fileName);
  const has = (name: string) => names.includes(name);
  const isDocx = has("[Content_Types].xml") && has("word/document.xml");
  const [first] = entries;
  const isOdt =
    has("content.xml") && first?.fileName === "mimetype" && (await textOf(zip, first)) === odtType;
  if (isDocx === isOdt) throw refused("file_type");
  if (names.some((name) => /(^|\/)vbaProject\.bin$|^(Basic|Scripts)\/./i.test(name)))
    throw refused("macros");
  return isDocx ? "docx" : "odt";
}
const odtType = "application/vnd.oasis.opendocument.text";

/** Of a short entry; null where it isn't one. */
async function textOf(zip: ZipFile, entry: Entry): Promise<string | null> {
  if (entry.uncompressedSize > 200) return null;
  const pieces: Buffer[] = [];
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece);
  return Buffer.concat(pieces).toString("latin1").trim();
}
