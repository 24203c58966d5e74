import type { Answering, AnsweringMark, Answers } from "#server/domain/deps.ts";
import type { AnsweredPlace } from "#shared/events.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { rooms } from "./rooms.ts";
import type { Connection, Io } from "./types.ts";

/** Whoever doesn't type on is forgotten after this long. */
const leaseMs = 15_000;
/** More moderators than ever write at one process at a time. */
const marksMax = 500;
/** Every how many beats a list that stays the same is told again: one may have been lost on the way. */
const againEvery = 5;

const samePlace = (a: AnsweredPlace, b: AnsweredPlace): boolean =>
  a.questionId === b.questionId && a.parentId === b.parentId;

/** The moderators that are answering at this process: a page has one composer, so a line has one place in a discussion. */
export class AnsweringHere implements Answering {
  readonly #now: () => number;
  readonly #marks = new Map<string, AnsweringMark & { until: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  set(mark: AnsweringMark, on: boolean): void {
    const key = `${mark.discussionId} ${mark.actor.userId} ${mark.line}`;
    const held = this.#marks.get(key);
    if (on) {
      if (held || this.#marks.size < marksMax)
        this.#marks.set(key, { ...mark, until: this.#now() + leaseMs });
    } else if (held && samePlace(held.place, mark.place)) this.#marks.delete(key);
  }

  in(discussionId: DiscussionId): readonly AnsweringMark[] {
    return [...this.#marks.values()].filter((mark) => mark.discussionId === discussionId);
  }

  /** The socket is closed. */
  left(line: string): void {
    for (const [key, mark] of this.#marks) if (mark.line === line) this.#marks.delete(key);
  }

  /** All whose time isn't over. */
  now(): Answers[] {
    for (const [key, { until }] of this.#marks) if (until <= this.#now()) this.#marks.delete(key);
    return [...this.#marks.values()].map(({ discussionId, actor: { userId }, place }) => ({
      ...{ discussionId, userId, place },
    }));
  }
}

export interface TellAnsweringOptions {
  here: Pick<AnsweringHere, "now">;
  elsewhere: {
    shareAnswering(here: readonly Answers[]): void;
    answering(): readonly Answers[];
  };
  /** Readers that come another way than by a socket. */
  beside: { tellAnswering(discussionId: DiscussionId, places: readonly AnsweredPlace[]): void };
}

/** Makes what each beat tells: where somebody is answering, and never who. Nobody is told of themselves. */
export function answeringTeller(io: Io, { here, elsewhere, beside }: TellAnsweringOptions) {
  let told = new Map<DiscussionId, string>();
  let beats = 0;

  const tellAll = (
    id: DiscussionId,
    answers: readonly Answers[],
    { sockets, news }: { sockets: readonly Connection[]; news: boolean },
  ): void => {
    const people = new Set(answers.map(({ userId }) => userId));
    const both = [rooms.audience(id, "public"), rooms.audience(id, "moderators")];
    const places = placesOf(answers);
    // What is new isn't volatile: the count of readers often goes out in the same moment, and would push it aside.
    (news ? io.local : io.local.volatile)
      .to(both)
      .except([...people].map(rooms.user))
      .emit("feed:answering", { discussionId: id, places });
    beside.tellAnswering(id, places);
    if (people.size === 0) return;
    for (const socket of sockets) {
      const { actor, following } = socket.data;
      if (actor.kind !== "account" || !people.has(actor.userId) || !following.has(id)) continue;
      tellOf(news ? socket : socket.volatile, id, answers);
    }
  };

  return (
    sockets: readonly Connection[],
    newcomers: ReadonlyMap<DiscussionId, readonly Connection[]>,
  ): void => {
    const again = beats++ % againEvery === 0;
    const mine = here.now();
    elsewhere.shareAnswering(mine);
    const byDiscussion = new Map<DiscussionId, Answers[]>();
    for (const answers of [...mine, ...elsewhere.answering()]) {
      const others = byDiscussion.get(answers.discussionId);
      if (others) others.push(answers);
      else byDiscussion.set(answers.discussionId, [answers]);
    }
    const now = new Map<DiscussionId, string>();
    for (const [id, answers] of byDiscussion) {
      const content = JSON.stringify(answers);
      now.set(id, content);
      const news = told.get(id) !== content;
      if (news || again) tellAll(id, answers, { sockets, news });
      if (!news) for (const socket of newcomers.get(id) ?? []) tellOf(socket, id, answers);
    }
    for (const id of told.keys()) if (!now.has(id)) tellAll(id, [], { sockets, news: true });
    told = now;
  };
}

/** Tells a reader what the others do. */
function tellOf(socket: Connection, id: DiscussionId, answers: readonly Answers[]): void {
  const { actor } = socket.data;
  const own = actor.kind === "account" ? actor.userId : null;
  const others = answers.filter(({ userId }) => userId !== own);
  socket.emit("feed:answering", { discussionId: id, places: placesOf(others) });
}

/** Each place once. */
function placesOf(answers: readonly Answers[]): AnsweredPlace[] {
  const places = new Map(answers.map(({ place }) => [place.parentId ?? place.questionId, place]));
  return [...places.values()];
}
