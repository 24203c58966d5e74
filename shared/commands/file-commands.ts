import * as z from "zod/mini";
import * as input from "#shared/inputs/files.ts";
import { FileView } from "#shared/model.ts";
import { Done, d, row } from "./row.ts";

/** Files are sent ahead of the post, or the document, that then names them. */
export const fileCommands = {
  "file:put": row({
    input: input.PutFile,
    output: z.object({
      /** How many bytes have arrived, from the beginning on: the next piece follows them. */
      received: z.int(),
      /** The file, once it is whole and was found good; null until then. */
      file: z.nullable(FileView),
    }),
    may: "participant",
    limit: "upload",
    http: { method: "POST", path: `${d}/files` },
    about:
      "Send a file (PDF, DOCX or ODT) piece by piece. A piece that doesn't follow what has arrived changes nothing, and the answer says where to go on; so a file can be sent on after the line was lost.",
  }),
  "file:drop": row({
    input: input.DropFile,
    output: Done,
    may: "signed-in",
    limit: "post",
    http: { method: "POST", path: `${d}/files/:fileId/drop` },
    about: "Take back a file that one has sent and that no post has.",
  }),
  "file:read": row({
    input: input.ReadFile,
    output: z.object({ file: FileView }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/files/:fileId` },
    about:
      "What a file of a post, or of the discussion, is. Its bytes are at `/files/DISCUSSION/FILE/NAME`, with the post as `?post=`, for whoever may see it.",
  }),
} as const;
