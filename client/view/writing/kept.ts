import type { Draft, Writing } from "#client/view/actions.ts";
import type { TextId, VoiceId } from "#shared/ids.ts";
import type {
  AttachedFile,
  Citation,
  DraftPlace,
  DraftView,
  Instant,
  Language,
  Sender,
} from "#shared/model.ts";

/** A draft of the same place with other words, and when it was saved; null for the one that was just put aside here. */
export interface OtherDraft {
  html: string;
  language: Language | null;
  topics: readonly string[] | null;
  asks: "moderators" | null;
  onBehalfOf: VoiceId | null;
  receivedFrom: Sender | null;
  files: readonly AttachedFile[] | null;
  cites: Citation | null;
  of: TextId | null;
  savedAt: Instant | null;
}

/** What was chosen beside the words. */
export const choicesOf = ({ language, topics, files, ...draft }: Draft) => ({
  ...{ language, topics: topics ? [...topics] : null, files: files ? [...files] : null },
  ...{ asks: draft.asks ?? null, onBehalfOf: draft.onBehalfOf ?? null },
  ...{ receivedFrom: draft.receivedFrom ?? null, cites: draft.cites ?? null },
  of: draft.of ?? null,
});

/** What a file is the server knows; it may have more to tell of each than was sent. */
const asSent = (files: OtherDraft["files"]) =>
  files && files.map(({ id, title, language }) => ({ id, title, language }));

const wordsAndChoices = (draft: Omit<OtherDraft, "savedAt">): string => {
  const { html, language, topics, asks, onBehalfOf, receivedFrom, of, cites } = draft;
  const at = cites && [cites.document, cites.page, cites.paragraph];
  return JSON.stringify([
    ...[html, language, topics, asks, onBehalfOf, receivedFrom, of],
    ...[asSent(draft.files), at],
  ]);
};

/** How long after a draft is kept on the device it goes to the server. */
const afterMs = 1_500;
/** How long after that when the server couldn't be reached. */
const againMs = 10_000;
const passing: readonly string[] = ["no_answer", "unavailable", "slow_down"];

export interface KeptOptions {
  writing: Pick<Writing, "act" | "stamp" | "who">;
  place: DraftPlace;
  /** What the composer holds now; its `version` is kept here. */
  draft(): Draft;
  /** Nobody has written anything here yet, so that another device's words may take the place at once. */
  untouched(): boolean;
  /** Puts other words into the composer. */
  take(other: OtherDraft): void;
  /** The device's own draft is to be written once more: it follows another version. */
  follows(): void;
  /** The server hasn't got the last words. */
  missed(): void;
  offer(other: OtherDraft | null): void;
}

/**
 * Keeps a composer's draft on the server as well, for the person's other devices. Where one of them has saved other words since,
 * nothing is written over: both are offered. Without a line, the device's own memory is all there is.
 */
export function createKept({ writing, place, ...composer }: KeptOptions) {
  /** Whoever signs in elsewhere in this browser is another person here too: nothing of this one's goes to them. */
  const owner = writing.who();
  const isMine = () => writing.who() === owner;
  let other: OtherDraft | null = null;
  /** The version on the server while it holds other words than the composer. */
  let apart: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let work: Promise<void> | null = null;
  /** Sent last, as far as the server is known to have it; and sent without an answer, so that it may have it. */
  let known: string | null = null;
  let unsure: string | null = null;
  let over = false;

  const isHere = ({ place: at }: DraftView) =>
    at.questionId === place.questionId &&
    at.parentId === place.parentId &&
    at.postId === place.postId;
  const what = () =>
    wordsAndChoices({ html: composer.draft().html, ...choicesOf(composer.draft()) });
  const follow = (version: number | null) => {
    composer.draft().version = version;
    if (!over) composer.follows();
  };
  const hasSamePapers = ({ files }: DraftView) =>
    JSON.stringify(asSent(files) ?? []) ===
    JSON.stringify(asSent(choicesOf(composer.draft()).files) ?? []);
  const propose = (found: OtherDraft | null) => {
    other = found;
    composer.offer(found);
  };

  async function look(): Promise<void> {
    if (!isMine()) return;
    const { discussionId } = writing.stamp();
    const listed = await writing.act("draft:list", { discussionId });
    if (!listed.ok || over) return;
    const found = listed.value.drafts.find(isHere);
    const { version, html } = composer.draft();
    if (found?.version === version) return;
    if (!found) follow(null);
    // Of the same words and papers no two are offered, whatever was chosen beside them: the last choice holds.
    else if (hasSamePapers(found) && (found.html === html || found.html === unsure)) {
      known = wordsAndChoices(found);
      follow(found.version);
    } else if (composer.untouched()) {
      composer.draft().version = found.version;
      composer.take(found);
    } else {
      apart = found.version;
      propose(found);
    }
  }

  async function save(): Promise<void> {
    const { html, version } = composer.draft();
    const choices = choicesOf(composer.draft());
    const sent = what();
    if (!isMine() || apart !== null || over || sent === known) return;
    if (html === "" && !choices.files?.length) return forget();
    const files = asSent(choices.files);
    const input = { ...writing.stamp(), place, html, ...choices, files, follows: version };
    const saved = await writing.act("draft:save", input);
    if (saved.ok) {
      known = sent;
      return follow(saved.value.version);
    }
    if (saved.failure.code === "no_answer") unsure = html;
    if (passing.includes(saved.failure.code)) soon(againMs);
    if (saved.failure.code !== "conflict") return composer.missed();
    await look();
    // What stood there was our own, or nothing: it is followed now.
    if (composer.draft().version !== version) return save();
  }

  /** What was emptied here is gone for the other devices as well. */
  async function forget(): Promise<void> {
    const { version } = composer.draft();
    if (version === null) return;
    const dropped = await writing.act("draft:drop", { ...writing.stamp(), place, version });
    if (dropped.ok) follow(null);
  }

  /** One after the other: the next one follows the version that the one before it gets. */
  function then(next: () => Promise<void>): Promise<void> {
    const run = (work ?? Promise.resolve()).then(next);
    work = run;
    return run;
  }

  function soon(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      void then(save);
    }, ms);
  }

  return {
    /** Whether the server is known to have what the composer holds, word for word. */
    knows: () => what() === known,
    /** What the server has, for a composer that has just been opened. */
    look: () => then(look),
    /** Saves in a while, unless more is written until then. */
    soon: () => soon(afterMs),
    /** Takes the other words, and puts one's own aside. */
    swap(): void {
      if (!other || apart === null) return;
      const mine = composer.draft();
      const put = { html: mine.html, ...choicesOf(mine), savedAt: null };
      const taken = other;
      composer.draft().version = apart;
      composer.take(taken);
      propose(put);
    },
    /** Goes on with what stands in the composer. */
    settle(): void {
      if (apart !== null) follow(apart);
      apart = null;
      propose(null);
      void then(save);
    },
    /** Nothing that waits to be saved is. */
    stop(): void {
      clearTimeout(timer);
      timer = undefined;
    },
    /** The composer closes: what waits goes out at once. */
    async close(): Promise<void> {
      if (timer !== undefined) {
        clearTimeout(timer);
        await then(save);
      }
      over = true;
    },
    /** It was posted: once what is under way is over, the server's draft goes. */
    async drop(): Promise<void> {
      over = true;
      await work;
      await forget();
    },
  };
}
