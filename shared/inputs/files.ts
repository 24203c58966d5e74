import * as z from "zod/mini";
import { FileId, PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { choice, inDiscussion, text } from "./parts.ts";

/** Four characters of base64 for three bytes. */
const pieceText = Math.ceil(limits.filePiece / 3) * 4;

export const PutFile = z.strictObject({
  ...inDiscussion,
  /** Chosen by whoever sends it; the same for all its pieces. */
  fileId: FileId,
  /** What it is called on its sender's device. */
  name: text(1_000),
  /** Bytes of the whole file. */
  size: z.int().check(z.minimum(1), z.maximum(limits.fileBytes)),
  /** How many bytes come before this piece. */
  from: z.int().check(z.nonnegative()),
  /** The piece in base64. */
  data: z.string().check(
    z.maxLength(pieceText),
    z.regex(/^[A-Za-z0-9+/]*={0,2}$/),
    z.refine((data) => data.length % 4 === 0, { error: "base64" }),
  ),
});

export const DropFile = z.strictObject({ ...inDiscussion, fileId: FileId });

export const ReadFile = z.strictObject({
  ...inDiscussion,
  fileId: FileId,
  /** The post that has it; null for a document of the discussion. */
  postId: choice(PostId),
});
