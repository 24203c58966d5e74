import { randomUUID } from "node:crypto";
import type { Answer } from "#server/domain/answer.ts";
import type { Caller } from "#server/domain/deps.ts";
import type { Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import type { Result } from "#shared/refusals.ts";

export interface Sent {
  fileId: string;
  /** What the last piece was answered. */
  last: Result<Output<"file:put">>;
}

/** Sends a file as a page does, piece by piece; ends with what was refused. */
export async function sendPaper(
  answer: Answer,
  caller: Caller,
  discussionId: string,
  { name, bytes, fileId = randomUUID() }: { name: string; bytes: Buffer; fileId?: string },
): Promise<Sent> {
  for (let from = 0; ; ) {
    const data = bytes.subarray(from, from + limits.filePiece).toString("base64");
    const last = await answer(caller, "file:put", {
      ...{ discussionId, fileId, name, size: bytes.length, from, data },
    });
    if (!last.ok || last.value.file) return { fileId, last };
    if (last.value.received <= from) throw new Error("it doesn't go on");
    from = last.value.received;
  }
}
