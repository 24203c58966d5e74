import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { draftIn } from "#client/read-draft.ts";
import type { Draft } from "#client/view/actions.ts";
import type { WriteProps } from "#client/view/parts.ts";
import { PostFrameContext } from "#client/view/post-frame.ts";
import { useUi } from "#client/view/ui.ts";
import type { TextId, VoiceId } from "#shared/ids.ts";
import type { AttachedFile, Citation, Language, Sender } from "#shared/model.ts";
import { plainText } from "#shared/plain-text.ts";
import type { Failure } from "#shared/refusals.ts";
import { answeringTeller } from "./answering-teller.ts";
import type { WordsField } from "./composer-field.ts";
import { faultOf } from "./draft-fault.ts";
import { freshDraft, quotationOf } from "./fresh-draft.ts";
import type { OtherDraft } from "./kept.ts";
import { isOfSender, placeIn, untitledIn } from "./others.tsx";
import { useKept } from "./use-kept.ts";
import { useLanguage } from "./use-language.ts";
import { useMeanwhile } from "./use-meanwhile.ts";

/** How long after the last key the draft is kept. */
const saveMs = 400;
/** How long a text that is sent waits until its language is told. */
const lookMs = 1_000;
/** Characters of the words, as the server counts them. */
const countOf = (html: string): number => [...plainText(html)].length;

const choices = ["asks", "onBehalfOf", "receivedFrom", "files", "cites"] as const;
type Chosen = { [K in (typeof choices)[number]]: NonNullable<Draft[K]> | null };
const chosenIn = ({ asks, onBehalfOf, receivedFrom, files, cites }: Draft): Chosen => ({
  ...{ asks: asks ?? null, onBehalfOf: onBehalfOf ?? null, receivedFrom: receivedFrom ?? null },
  ...{ files: files ?? null, cites: cites ?? null },
});

/** What a composer is doing: nothing, sending, or waiting for the line, which can be stopped. */
export type Sending = { is: "no" } | { is: "yes" } | { is: "waits"; stop(): void };

/** A composer's state and acts. The text itself is the textarea's, or the editor's. */
export function useComposer(props: WriteProps) {
  const { target, writing } = props;
  const ui = useUi();
  const { box, found, first, quotes } = useMemo(() => {
    const shelf = writing.draftOf(target);
    const there = draftIn(shelf);
    const fresh = freshDraft(props);
    const begun = { ...fresh, ...there };
    // A passage that was marked before a draft was gone on with stands below it.
    if (there && fresh.html !== there.html && target.kind === "reply") begun.html += fresh.html;
    const quotes = target.kind === "reply" && fresh.html !== "";
    return { box: shelf, found: there, first: begun, quotes };
  }, []);
  const shown = useMemo(() => answeringTeller((on) => writing.answering(target, on)), []);
  const topics = useChosenTopics(target, first);
  const field = useRef<WordsField>(null);
  const draft = useRef<Draft>({ ...first });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [chosen, setChosen] = useState(() => chosenIn(first));
  const uploads = useRef({ going: 0, failed: 0 });
  const warned = useRef(false);
  const [count, setCount] = useState(() => countOf(first.html));
  const [saved, setSaved] = useState<{ at: number; kept: boolean } | null>(null);
  const { spoken, ...language } = useLanguage(props, {
    ...{ language: first.language, html: () => draft.current.html },
  });
  const [sending, setSending] = useState<Sending>({ is: "no" });
  const [failure, setFailure] = useState<Failure | null>(null);

  /** One of the choices beside the words; null for none. */
  const choose = <K extends keyof Chosen>(key: K, next: Chosen[K]) => {
    setChosen((all) => ({ ...all, [key]: next }));
    if (next === null) delete draft.current[key];
    else Object.assign(draft.current, { [key]: next });
  };
  const changed = () =>
    draft.current.html !== first.html ||
    draft.current.language !== first.language ||
    draft.current.topics !== first.topics ||
    choices.some((key) => draft.current[key] !== first[key]);
  /** On this device; the note that the server has the same goes with it. */
  const put = () => {
    if (kept.knows()) draft.current.saved = true;
    else delete draft.current.saved;
    return box.save(draft.current);
  };
  /** What was typed last goes to the device in a moment; whether it hasn't yet. */
  const stopWaiting = (): boolean => {
    const waits = timer.current !== undefined;
    clearTimeout(timer.current);
    timer.current = undefined;
    return waits;
  };
  /** Where the device keeps nothing, what the server had last is said to be saved. */
  const keep = () => {
    stopWaiting();
    const onDevice = put();
    setSaved((before) => (!onDevice && before?.kept ? before : { at: ui.now, kept: onDevice }));
    kept.soon();
  };
  const take = ({ html, language: chosen, ...others }: OtherDraft) => {
    draft.current.html = html;
    draft.current.language = chosen;
    language.choose(chosen);
    const about = topics.choose(others.topics ?? topics.kept);
    if (others.topics) draft.current.topics = about;
    else delete draft.current.topics;
    if (others.of) draft.current.of = others.of;
    for (const key of choices) choose(key, others[key]);
    setCount(countOf(html));
    field.current?.set(html);
    setSaved({ at: ui.now, kept: put() });
  };
  // Before what keeps drafts on the server ends, which sends what waits (see use-kept.ts).
  useEffect(() => {
    // What is kept already isn't kept once more: whoever signed out meanwhile took it along.
    const leave = () => {
      if (stopWaiting()) keep();
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
      shown.over();
    };
  }, []);
  const kept = useKept(props, {
    draft: () => draft.current,
    follows: () => {
      if ((changed() || found) && !put() && kept.knows()) setSaved({ at: ui.now, kept: true });
    },
    missed: () => {
      if (!put()) setSaved({ at: ui.now, kept: false });
    },
    untouched: () => !changed() && found === null && !quotes,
    take,
  });
  const meanwhile = useMeanwhile(props, {
    ...{ draft: () => draft.current, take },
    chosen() {
      setFailure(null);
      keep();
    },
  });

  const chose = () => {
    setFailure(null);
    keep();
  };

  const toFault = (fault: Failure) => {
    const untitled = draft.current.files?.[untitledIn(fault) ?? -1];
    const wrong = placeIn(fault);
    const id =
      (untitled && `paper-${untitled.id}`) ||
      (wrong && `cites-${wrong}`) ||
      (isOfSender(fault) && "sender-name");
    if (id) document.getElementById(id)?.focus();
    else field.current?.focus();
  };
  const quoting = useRef(target);
  useEffect(() => {
    if (target === quoting.current) return;
    quoting.current = target;
    const quoted = target.kind === "reply" && quotationOf(target.parent, writing.linkTo);
    if (quoted) field.current?.insert(quoted);
    field.current?.focus();
  }, [target]);
  return {
    ...{ field, first, count, saved, sending, failure, kept, meanwhile },
    ...{ language: language.language, recognised: language.recognised },
    asks: chosen.asks !== null,
    ask(next: boolean) {
      choose("asks", next ? "moderators" : null);
      chose();
    },
    ...{ voice: chosen.onBehalfOf, sender: chosen.receivedFrom },
    /** As themselves, as an organisation's voice, or for somebody who sent it in. */
    speakAs(next: { voice: VoiceId } | { sender: Sender } | null) {
      choose("onBehalfOf", next && "voice" in next ? next.voice : null);
      choose("receivedFrom", next && "sender" in next ? next.sender : null);
      chose();
    },
    files: chosen.files ?? [],
    putFiles(next: readonly AttachedFile[]) {
      choose("files", next);
      chose();
    },
    attach(file: AttachedFile) {
      choose("files", [...(draft.current.files ?? []), file]);
      chose();
    },
    /** How many files are being sent, and how many weren't taken. */
    counted(files: { going: number; failed: number }) {
      uploads.current = files;
      if (files.going === 0) warned.current = false;
    },
    cites: chosen.cites,
    cite(next: Citation | null) {
      choose("cites", next);
      chose();
    },
    topics: topics.chosen,
    sort(next: string[]) {
      draft.current.topics = topics.choose(next);
      chose();
    },
    words: () => plainText(draft.current.html),
    write(html: string) {
      draft.current.html = html;
      setCount(countOf(html));
      setFailure(null);
      shown.typed();
      stopWaiting();
      timer.current = setTimeout(() => {
        keep();
        void language.look();
      }, saveMs);
    },
    speak(next: Language) {
      draft.current.language = next;
      language.choose(next);
      keep();
    },
    /** `accepts`: the version of the guidelines that was ticked, if any. */
    async send(accepts: TextId | null) {
      if (accepts) draft.current.accepts = accepts;
      const fault = faultOf(draft.current, uploads.current);
      setFailure(fault);
      if (fault) return toFault(fault);
      stopWaiting();
      kept.stop();
      setSending({ is: "yes" });
      const chosen = draft.current.language;
      await Promise.race([language.look(), new Promise((done) => setTimeout(done, lookMs))]);
      draft.current.language = spoken();
      put();
      let stopped = false;
      const failed = await writing.send(target, draft.current, (stop) => {
        const stopIt = () => {
          stopped = true;
          stop?.();
        };
        setSending(stop ? { is: "waits", stop: stopIt } : { is: "yes" });
      });
      draft.current.language = chosen;
      setSending({ is: "no" });
      if (!failed) return void kept.drop();
      keep();
      await meanwhile.look(failed);
      // Whoever stopped it knows why it isn't there.
      setFailure(stopped ? null : failed);
      toFault(failed);
    },
    /** Stops waiting for the line, or closes; what was written stays as a draft. */
    cancel() {
      if (sending.is === "waits") return sending.stop();
      if (uploads.current.going > 0 && !warned.current) {
        warned.current = true;
        return setFailure(lostOnClosing);
      }
      writing.close();
    },
  };
}

const lostOnClosing: Failure = {
  ...{ code: "invalid_input", message: "", field: "files" },
  details: { rule: "lost_on_closing" },
};

/** What the host has taken away since a draft was kept isn't sent; what the post already has stays. */
function useChosenTopics(target: WriteProps["target"], first: Draft) {
  const { topics } = useContext(PostFrameContext);
  const kept = target.kind === "edit" ? target.post.topics : [];
  const known = new Set([...kept, ...topics.map(({ id }) => id)]);
  const [chosen, set] = useState<readonly string[]>(() => {
    if (first.topics) first.topics = first.topics.filter((id) => known.has(id));
    return first.topics ?? kept;
  });
  const choose = (next: readonly string[]): readonly string[] => {
    const there = next.filter((id) => known.has(id));
    set(there);
    return there;
  };
  return { kept, chosen, choose };
}
