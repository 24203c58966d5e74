import { useEffect, useRef, useState } from "preact/hooks";
import { upload } from "#client/upload.ts";
import { uuidv7 } from "#client/uuid.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import type { FileView } from "#shared/model.ts";
import type { Failure, Result } from "#shared/refusals.ts";

/** A file on its way, or one that wasn't taken. */
export interface Going {
  id: string;
  file: File;
  arrived: number;
  /** It waits for the line. */
  waits: boolean;
  failure: Failure | null;
}

interface Options {
  discussionId(): string;
  put(input: RawInput<"file:put">): Promise<Result<Output<"file:put">>>;
  /** What has arrived of it isn't wanted any more. */
  drop(fileId: string): void;
  /** It is there, whole. */
  done(file: FileView): void;
}

/** What a file may be called as long as nobody says better. */
export const titleFrom = (name: string): string => name.replace(/\.[^.]*$/, "");

/** Files that somebody sends from this page, as long as what they are sent from is there. */
export function useUploads({ discussionId, put, drop, done }: Options) {
  const [going, setGoing] = useState<readonly Going[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const latest = useRef(done);
  latest.current = done;
  useEffect(
    () => () => {
      for (const stop of stops.current.values()) stop.abort();
    },
    [],
  );
  const onWay = going.filter(({ failure }) => !failure).length;
  useEffect(() => {
    if (onWay === 0) return;
    // A browser asks before it lets go what hasn't arrived.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [onWay > 0]);
  const change = (id: string, next: Partial<Going>) =>
    setGoing((all) => all.map((each) => (each.id === id ? { ...each, ...next } : each)));
  const off = (id: string) => {
    stops.current.get(id)?.abort();
    stops.current.delete(id);
    setGoing((all) => all.filter((each) => each.id !== id));
  };
  const send = async (id: string, file: File): Promise<void> => {
    const stop = new AbortController();
    stops.current.set(id, stop);
    const result = await upload({
      ...{ file, fileId: id, discussionId: discussionId(), put, signal: stop.signal },
      arrived: (arrived) => change(id, { arrived }),
      waits: (waits) => change(id, { waits }),
    });
    if (stop.signal.aborted) return;
    if (!result.ok) return change(id, { failure: result.failure });
    off(id);
    latest.current(result.value);
  };
  return {
    ...{ going, onWay },
    /** What can't be taken is told at once, and never sent. */
    add(files: readonly File[]): void {
      const added = files.map((file) => ({
        ...{ id: uuidv7(), file, arrived: 0, waits: false, failure: unfit(file) },
      }));
      setGoing((all) => [...all, ...added]);
      for (const { id, file, failure } of added) if (!failure) void send(id, file);
    },
    takeOff(id: string): void {
      off(id);
      drop(id);
    },
    again(id: string): void {
      const one = going.find((each) => each.id === id);
      if (!one) return;
      change(id, { failure: null });
      void send(id, one.file);
    },
  };
}

function unfit({ size, name }: File): Failure | null {
  const no = (details: NonNullable<Failure["details"]>): Failure => ({
    ...{ code: "invalid_input", message: "", field: "data", details },
  });
  if (size === 0) return no({ rule: "empty_file" });
  if (size > limits.fileBytes) return no({ rule: "file_too_large" });
  return /\.(pdf|docx|odt)$/i.test(name) ? null : no({ rule: "file_type" });
}
