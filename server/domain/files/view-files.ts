import * as z from "zod/mini";
import type { StoredFile } from "#server/domain/store.ts";
import { AttachedFile, type FileView } from "#shared/model.ts";
import { fileName } from "./file-name.ts";

/** As it is handed out; null until it was found good. */
export function viewOf({ id, name, size, found }: StoredFile): FileView | null {
  return found && { id, name: fileName(name, found.type), type: found.type, size };
}

const Attached = z.array(AttachedFile);

/** What a post's text of files says. */
export const readFiles = (body: string | undefined): AttachedFile[] =>
  body === undefined ? [] : Attached.parse(JSON.parse(body));
