import type { Files, StoredFile } from "#server/domain/store.ts";

/** The bytes of a whole file, piece by piece. Throws where one is missing. */
export async function* piecesOf(
  files: Pick<Files, "piece">,
  { id, size }: Pick<StoredFile, "id" | "size">,
): AsyncIterable<Uint8Array> {
  for (let from = 0; from < size; ) {
    const piece = await files.piece(id, from);
    if (!piece) throw new Error(`A piece of file ${id} is gone.`);
    yield piece;
    from += piece.length;
  }
}
