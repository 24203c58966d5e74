import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { VNode } from "preact";
import { chooseVerbosity } from "#client/aloud.ts";
import type { Connection } from "#client/connection.ts";
import { readUpTo, type UnreadPost, unreadPosts } from "#client/feed/unread.ts";
import { reportImpressions } from "#client/impressions.ts";
import type { startLive, TellNew } from "#client/live.ts";
import { unreadWords } from "#client/messages/compiled/unread.ts";
import type { Lang } from "#client/messages/messages.ts";
import { onKeyN, watchReading } from "#client/reading-eye.ts";
import type { person } from "#client/session.ts";
import { uuidv7 } from "#client/uuid.ts";
import { UnreadBar } from "#client/view/unread-bar.tsx";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { PostId } from "#shared/ids.ts";

export interface Unread {
  /** What was unread at any time since the page was loaded: it keeps its mark until the next visit. */
  marked: ReadonlySignal<ReadonlySet<PostId>>;
  /** null where nothing was posted yet. */
  bar(): VNode | null;
}
interface Options {
  live: ReturnType<typeof startLive<Connection>>;
  snapshot: Snapshot;
  lang: Lang;
  person: typeof person;
  /** What the live line says of new posts. */
  tellNew: Signal<TellNew>;
}

const saveMs = 1_500;

/**
 * How far somebody has read. Of whoever is signed in the server keeps it; a visitor's browser keeps it once asked to, and nothing
 * before. What was on the screen for a moment is read, and the mark follows as soon as nothing below it is left.
 */
export function followUnread({ live, snapshot, lang, person, tellNew }: Options): Unread {
  const { discussionId } = snapshot;
  const { connection } = live;
  const words = unreadWords[lang];
  const head = () => live.state.peek().feed.seq;
  const userId = () => (person.value.is === "signed_in" ? person.value.account.id : null);

  const seen = signal(snapshot.head);
  const read = signal<ReadonlySet<PostId>>(new Set());
  const told = signal<readonly UnreadPost[]>([]);
  const more = signal(0);
  const marked = signal<ReadonlySet<PostId>>(new Set());
  const unread = computed(() =>
    unreadPosts(live.state.value, told.value, { seen: seen.value, read: read.value }, userId()),
  );
  /** What is kept, by the server or in this browser; null as long as that isn't known, or isn't wanted. */
  let kept: { of: string | null; seq: number } | null = null;
  const here = browserMark(discussionId);
  const remembered = signal(here.load() !== null);
  /** Of this reader nobody has known yet how far they have come. */
  const newcomer = signal(!remembered.peek());
  /** It was asked to remember, and can't. */
  const forgetful = signal(false);

  async function ask(): Promise<void> {
    const of = userId();
    const since = of === null ? here.load() : null;
    if (of === null && since === null) {
      kept = null;
      return;
    }
    const answer = await connection.send("discussion:unread", { discussionId, since });
    if (!answer.ok || userId() !== of) return;
    const known = kept?.of === of;
    // Nothing is unread for who is here for the first time.
    const mark = of === null ? since : (answer.value.seen ?? snapshot.head);
    const now = Math.min(mark ?? head(), head());
    if (!known) newcomer.value = of !== null ? answer.value.seen === null : newcomer.peek();
    kept = { of, seq: of !== null && answer.value.seen === null ? -1 : now };
    seen.value = known ? Math.max(seen.peek(), now) : now;
    told.value = answer.value.posts;
    more.value = answer.value.total - answer.value.posts.length;
    save(kept.seq < 0);
  }

  const target = () => {
    const last = told.peek().at(-1);
    const all = more.peek() > 0 && last ? last.said : head();
    return readUpTo(unread.peek(), all);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Keeps how far it has come, and asks for what else there is. */
  function save(now = false): void {
    if (!kept || target() <= kept.seq) return;
    if (!now) {
      timer ??= setTimeout(() => save(true), saveMs);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    const mark = { of: kept.of, seq: target() };
    kept = mark;
    if (mark.of === null) here.save(mark.seq);
    else
      void connection
        .send("discussion:seen", { discussionId, seq: mark.seq, commandId: uuidv7() })
        .then((answer) => {
          if (!answer.ok && kept === mark) kept = { ...mark, seq: -1 }; // with the next save
        });
    if (unread.peek().length === 0 && more.peek() > 0) void ask();
  }

  const markRead = (ids: readonly PostId[]) => {
    read.value = new Set([...read.peek(), ...ids]);
  };
  effect(() => {
    const ids = unread.value.map(({ id }) => id).filter((id) => !marked.peek().has(id));
    if (ids.length > 0) marked.value = new Set([...marked.peek(), ...ids]);
    save();
  });
  watchReading(unread, markRead);
  // Here, since what comes with this file costs the page nothing before it can be read.
  reportImpressions(live.state, discussionId);
  effect(() => {
    userId();
    void ask();
  });
  connection.onOpen(() => void ask());
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
    else void ask();
  });

  async function next(): Promise<void> {
    // The oldest first: what is kept is how far somebody has come.
    const [first] = unread.peek();
    if (!first) {
      live.status.value = words.none;
      return;
    }
    const failure = await live.reading.goTo(first.id);
    if (failure && failure.code !== "not_found") return;
    markRead([first.id]);
    const left = unread.peek().length + more.peek();
    live.status.value = left > 0 ? words.left(left) : words.none;
  }
  function markAll(): void {
    more.value = 0;
    told.value = [];
    seen.value = head();
    save(true);
    live.status.value = words.none;
  }
  function remember(on: boolean): void {
    const held = on && here.save(target());
    if (!on) here.drop();
    remembered.value = held;
    forgetful.value = on && !held;
    kept = held ? { of: null, seq: target() } : null;
  }
  const key = onKeyN(() => void next());
  const verbosity = chooseVerbosity(lang, tellNew.peek());
  effect(() => {
    tellNew.value = verbosity.tell();
  });

  return {
    marked,
    bar: () =>
      live.state.value.feed.posts.size === 0 ? null : (
        <UnreadBar
          count={unread.value.length + more.value}
          onNext={() => void next()}
          onMarkAll={markAll}
          remembered={userId() === null ? remembered.value : null}
          forgetful={forgetful.value}
          onRemember={remember}
          isFirst={newcomer.value && marked.value.size === 0}
          verbosity={verbosity.chosen.value}
          onVerbosity={verbosity.choose}
          keyOn={key.on.value}
          onKey={key.set}
        />
      ),
  };
}

/** A visitor's own, on this device. */
function browserMark(discussionId: string) {
  const name = `seen ${discussionId}`;
  const attempt = <T,>(act: () => T): T | null => {
    try {
      return act();
    } catch {
      return null; // A browser that keeps nothing.
    }
  };
  return {
    load: () =>
      attempt(() => {
        const seq = Number(localStorage.getItem(name) ?? Number.NaN);
        return Number.isSafeInteger(seq) && seq >= 0 ? seq : null;
      }),
    /** Whether it is kept. */
    save: (seq: number) =>
      attempt(() => {
        localStorage.setItem(name, String(seq));
        return true;
      }) ?? false,
    drop: () => attempt(() => localStorage.removeItem(name)),
  };
}
