import { noAnswer } from "#client/answers.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import type { FileView } from "#shared/model.ts";
import type { Failure, Result } from "#shared/refusals.ts";

type Put = (input: RawInput<"file:put">) => Promise<Result<Output<"file:put">>>;

interface Upload {
  file: File;
  /** The same for one file, however often it is sent on. */
  fileId: string;
  discussionId: string;
  put: Put;
  /** Bytes that have arrived. */
  arrived(bytes: number): void;
  /** Whether it waits for the line, or goes on. */
  waits(now: boolean): void;
  signal: AbortSignal;
}

/** A piece is as large as what the line carries in a while: a slow one would be asked again for all of a large one. */
const smallest = 8 * 1024;
const first = 32 * 1024;
const quickMs = 1_500;
const slowMs = 5_000;
/** How often in a row a piece goes out to a server that says it can't, before its sender is asked. Where none answers it goes on for good. */
const attempts = 12;
const pauseMs = 2_000;
const passing: readonly string[] = ["unavailable", "slow_down"];

/** Sends a file piece by piece, and goes on where it was when the line was lost. Never throws. */
export async function upload(work: Upload): Promise<Result<FileView>> {
  const { file, arrived, waits, signal } = work;
  let [from, size, failed] = [0, first, 0];
  while (!signal.aborted) {
    const data = await base64Of(file.slice(from, from + size));
    if (data === null) return { ok: false, failure: unreadable };
    const began = performance.now();
    const result = await put(work, from, data);
    if (signal.aborted) break;
    const took = performance.now() - began;
    if (result.ok) {
      failed = 0;
      waits(false);
      if (result.value.file) return { ok: true, value: result.value.file };
      from = result.value.received;
      arrived(from);
      if (took < quickMs) size = Math.min(limits.filePiece, size * 2);
      else if (took > slowMs) size = Math.max(smallest, size / 2);
      continue;
    }
    const { code, retryAfter } = result.failure;
    if (code === "no_answer") {
      size = Math.max(smallest, size / 2);
      waits(true);
    } else if (!passing.includes(code) || ++failed >= attempts) return result;
    await pause(retryAfter === undefined ? pauseMs : retryAfter * 1_000, signal);
  }
  return { ok: false, failure: noAnswer };
}

const put = ({ file, fileId, discussionId, put: send }: Upload, from: number, data: string) =>
  send({ discussionId, fileId, name: file.name, size: file.size, from, data });

/** It was taken away from the device, or changed there, while it was sent. */
const unreadable: Failure = {
  ...{ code: "invalid_input", message: "", field: "data" },
  details: { rule: "unreadable" },
};

function base64Of(piece: Blob): Promise<string | null> {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^data:[^,]*,?/, ""));
    reader.onerror = () => done(null);
    reader.readAsDataURL(piece);
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    const stop = () => {
      clearTimeout(timer);
      done();
    };
    signal.addEventListener("abort", stop, { once: true });
    globalThis.addEventListener("online", stop, { once: true });
  });
}
