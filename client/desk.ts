import { effect, type Signal } from "@preact/signals";
import type { Connection } from "#client/connection.ts";
import type { Drafts } from "#client/drafts.ts";
import { holds } from "#client/feed/may-write.ts";
import type { startLive } from "#client/live.ts";
import { lockWords } from "#client/messages/compiled/lock.ts";
import { writingWords } from "#client/messages/compiled/writing.ts";
import type { Lang } from "#client/messages/messages.ts";
import { isPostId } from "#client/notes.ts";
import { fetchOwnFiles } from "#client/own-files.ts";
import { offerQuoting } from "#client/quoting.ts";
import { draftIn } from "#client/read-draft.ts";
import { createSending } from "#client/sending.ts";
import type { Target, Writing } from "#client/view/actions.ts";
import { stayAt } from "#client/view/stay-at.ts";
import { keyOfPlace, whereOf } from "#client/view/writing/places.ts";
import type { DiscussionId, PostId, QuestionId } from "#shared/ids.ts";
import { plainText } from "#shared/plain-text.ts";

interface Options {
  live: ReturnType<typeof startLive<Connection>>;
  discussionId: DiscussionId;
  lang: Lang;
  drafts: Drafts;
  composing: Signal<Target | null>;
  userId(): string | null;
  /** By the server's clock. */
  now(): number;
  draftOf: Writing["draftOf"];
  /** Of a draft, by what `keyOf` says of its target. */
  named(questionId: QuestionId, key: string): string;
  open: Writing["open"];
  say: Writing["say"];
}

export type Desk = ReturnType<typeof createDesk>;

/** What a discussion's page does for whoever writes, and readers need not load. */
export function createDesk(options: Options) {
  const { live, composing } = options;
  const t = writingWords[options.lang];
  const sending = createSending(live, options);

  /** What was sent and not answered when an earlier page was left goes out now, once. */
  async function sendWaiting(): Promise<void> {
    if (composing.peek() !== null) return;
    for (const [, box] of draftsHere(options)) {
      const where = draftIn(box)?.waiting;
      const sent = where && (await sending.again(box, where));
      if (!sent) continue;
      live.status.value = sent.failure ? t.notSentLater : t.sentLater;
      if (composing.peek() !== null) continue;
      if (!sent.failure) showOwn(live, sent.postId);
      else if (where?.kind === "answer") options.open(where);
    }
  }
  live.connection.onOpen(() => void sendWaiting());
  if (live.connection.open) void sendWaiting();

  tellMute(options);
  openNamed(options);
  addEventListener("hashchange", () => openNamed(options));
  void findDrafts(options);
  offerQuoting(options);
  fetchOwnFiles(options.say, t.fileFailed);

  const send: Writing["send"] = async (target, draft, waits) => {
    const sent = await sending.send(options.draftOf(target), draft, whereOf(target), waits);
    if (sent.failure) return sent.failure;
    composing.value = null;
    if (target.kind === "edit") stayAt(target.post.id);
    else showOwn(live, sent.postId);
    options.say(target.kind === "edit" ? t.editSent : t.sent);
    return null;
  };
  return { send, goBack };
}

/** Whoever is muted while they read hears of it, wherever they are on the page. */
function tellMute({ live, lang, now }: Options): void {
  let was = false;
  effect(() => {
    const { members, viewer } = live.state.value.feed;
    const is = viewer.userId !== null && holds(members.get(viewer.userId)?.mute, now());
    if (is && !was) live.status.value = lockWords[lang].mutedForGood;
    was = is;
  });
}

/** The address may name what is to be written: see `writeHash`. Whoever had to sign in first comes back to it. */
function openNamed({ live, composing, open, userId }: Options): void {
  const [, number, kind, id = ""] =
    /^#(?:write-(\d+)|(reply|edit)-(.+))$/.exec(location.hash) ?? [];
  if (composing.peek() !== null) return;
  const { feed } = live.state.peek();
  const question = [...feed.questions.values()].find((each) => String(each.number) === number);
  if (question) {
    history.replaceState(history.state, "", `#q-${number}`);
    return open({ kind: "answer", questionId: question.id });
  }
  if (kind && isPostId(id)) void openAt(id);

  async function openAt(postId: PostId): Promise<void> {
    if (await live.reading.goTo(postId)) return;
    await drawn(postId);
    const { feed: now, extras } = live.state.peek();
    const post = now.posts.get(postId) ?? extras.get(postId);
    if (!post?.author || composing.peek() !== null) return;
    const { questionId } = post;
    if (kind === "reply") open({ kind, questionId, parent: post });
    else if (post.author.id === userId()) open({ kind: "edit", questionId, post });
  }
}

/** The post stands on the page and has the focus. */
async function drawn(id: PostId): Promise<void> {
  for (let frames = 120; frames > 0; frames--) {
    await new Promise((next) => requestAnimationFrame(next));
    if (document.activeElement?.id === `p-${id}`) return;
  }
}

/** Those on this device of whoever is signed in. */
function draftsHere({ discussionId, drafts, userId }: Options): ReturnType<Drafts["kept"]> {
  const me = userId();
  return me === null
    ? []
    : drafts.kept((key) => key.startsWith(`${discussionId} `) && key.endsWith(` ${me}`));
}

/**
 * What was begun on another device is named here as well. What the server had word for word, and has no more, goes here too once it
 * stands in a post of one's own. Of what else became of it nothing is known here (the server may have gone back to a backup): it stays.
 */
async function findDrafts(options: Options): Promise<void> {
  const { live, discussionId, drafts, composing, named, userId } = options;
  const listed = await live.connection.send("draft:list", { discussionId });
  if (!listed.ok) return;
  const keys = listed.value.drafts.map(({ place }) => named(place.questionId, keyOfPlace(place)));
  drafts.elsewhere(keys);
  if (composing.peek() !== null) return;
  const said = [...live.state.peek().feed.posts.values()]
    .filter(({ author }) => author?.id === userId())
    .map(({ html }) => plainText(html));
  for (const [key, box] of draftsHere(options)) {
    const draft = draftIn(box);
    if (!draft?.saved || draft.waiting || keys.includes(key)) continue;
    const words = plainText(draft.html);
    if (words === "") continue;
    if (said.some((text) => text.includes(words))) box.drop();
  }
}

/** How long one's own post is waited for before it is fetched. */
const ownMs = 2_000;

/** Brings what one has just written on the screen, wherever it stands. It comes by the feed, a moment after the answer. */
function showOwn({ state, reading }: Options["live"], postId: PostId): void {
  const show = () => {
    clearTimeout(timer);
    stop();
    void reading.goTo(postId);
  };
  const timer = setTimeout(show, ownMs);
  const stop = effect(() => {
    if (state.value.feed.posts.has(postId)) queueMicrotask(show);
  });
}

/** To the button that opened the composer, or to the post that has it no more. */
function goBack(target: Target): void {
  if (target.kind !== "answer") {
    const { id } = target.kind === "reply" ? target.parent : target.post;
    const buttons = [...document.querySelectorAll<HTMLElement>(`[id="p-${id}"] .writes`)];
    const button = buttons.at(target.kind === "reply" ? 0 : -1);
    requestAnimationFrame(() => button?.focus({ preventScroll: true }));
    return stayAt(id);
  }
  const section = `[data-question="${CSS.escape(target.questionId)}"]`;
  requestAnimationFrame(() =>
    document
      .querySelector<HTMLElement>(
        `${section} .older button:last-of-type, ${section} .invite button`,
      )
      ?.focus({ preventScroll: true }),
  );
}
