import type { AttachedFile, Citation } from "#shared/model.ts";
import type { PersonKey } from "./people.ts";

/** A contribution to the demo discussion. */
export interface DemoPost {
  key: string;
  question: "1" | "2";
  /** What it replies to; null for an answer to the question. */
  to: string | null;
  by: PersonKey;
  language: "en" | "fr" | "es" | "ar";
  /** Days and hours before the discussion was made. */
  ago: readonly [days: number, hours: number];
  pinned?: boolean;
  files?: readonly AttachedFile[];
  /** The place of the draft outline that it is about. */
  cites?: Citation;
  html: string;
}
