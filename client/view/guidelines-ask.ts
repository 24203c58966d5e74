import { createContext } from "preact";
import type { Feed } from "#shared/feed.ts";
import type { TextId } from "#shared/ids.ts";
import type { AcceptedView, LocalHtml } from "#shared/model.ts";
import { moderates } from "./reader.ts";

/** The guidelines as somebody who writes meets them. */
export interface GuidelinesAsk {
  texts: LocalHtml;
  /** null where there are none. */
  version: TextId | null;
  /** What the reader accepted last. */
  accepted: AcceptedView | null;
  /** The reader has to accept them before anything is taken. */
  asked: boolean;
}

const none: GuidelinesAsk = { texts: {}, version: null, accepted: null, asked: false };
/** Handed to composers, wherever on the page they are. */
export const GuidelinesContext = createContext(none);

export function guidelinesFor({ discussion, viewer, members }: Feed): GuidelinesAsk {
  if (!discussion) return none;
  const { guidelines: texts, guidelinesVersion: version } = discussion;
  const accepted = (viewer.userId && members.get(viewer.userId)?.accepted) || null;
  const asked = version !== null && !moderates(viewer) && accepted?.version !== version;
  return { texts, version, accepted, asked };
}
