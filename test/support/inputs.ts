import type { CommandName, RawInput } from "#shared/commands.ts";
import { commandId } from "./people.ts";
import type { Cast, Scene } from "./scene.ts";

/** What an input is made from. */
export interface Ground {
  scene: Scene;
  cast: Cast;
  link: string;
  /** Of a space that is there; what isn't told needs none. */
  space?: string;
  /** Another one each time. */
  n: number;
}
type Inputs = { [N in CommandName]: (ground: Ground) => RawInput<N> };
const c = () => ({ commandId: commandId() });
const on =
  (key: Exclude<keyof Scene, "guidelines" | "papers">) =>
  ({ scene }: Ground) => ({
    discussionId: scene.discussionId,
    postId: scene[key],
    ...c(),
  });
const inIt = ({ scene }: Ground) => ({ discussionId: scene.discussionId, ...c() });
const noSpace = "00000000-0000-7000-8000-000000000000";
const onSpace = ({ space = noSpace }: Ground) => ({ spaceId: space, ...c() });
const answerTo = ({ scene }: Ground) => ({ questionId: scene.open, parentId: null, postId: null });
const later = () => new Date(Date.now() + 60_000).toISOString() as never;

const fileId = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** One good input for each command. A command without a row doesn't compile. */
export const inputs: Inputs = {
  "account:register": ({ n }) => ({
    name: `Newcomer ${n}`,
    email: `newcomer${n}@example.org`,
    password: "a long enough passphrase",
  }),
  "account:sign-in": ({ cast }) => ({
    email: cast.participant.email ?? "",
    password: "whatever it is",
  }),
  "account:refresh": () => ({}),
  "account:sign-out": () => ({}),
  "account:sign-out-everywhere": c,
  "account:change-password": () => ({
    ...{ currentPassword: "not this one", newPassword: "another long passphrase" },
    ...c(),
  }),
  "account:read": () => ({}),
  "link:read": ({ link }) => ({ token: link }),
  "link:accept": ({ link }) => ({ token: link, ...c() }),
  "discussion:list": () => ({}),
  "discussion:drafts": () => ({}),
  "discussion:templates": () => ({}),
  "space:list": ({ scene }) => ({ discussionId: scene.discussionId }),
  "space:read": ({ space = noSpace }) => ({ spaceId: space }),
  "space:create": ({ n }) => ({
    ...{ slug: `space-${n}`, title: { en: "Space" }, about: { en: "<p>All of it.</p>" } },
    ...c(),
  }),
  "space:update": (ground) => ({ ...onSpace(ground), version: 1, title: { en: "Renamed" } }),
  "space:add-discussion": (ground) => ({ ...inIt(ground), ...onSpace(ground) }),
  "space:remove-discussion": (ground) => ({ ...inIt(ground), ...onSpace(ground) }),
  "discussion:read": ({ scene }) => ({ discussionId: scene.discussionId }),
  "discussion:join": ({ scene }) => ({
    discussionId: scene.discussionId,
    epoch: null,
    since: null,
  }),
  "discussion:leave": ({ scene }) => ({ discussionId: scene.discussionId }),
  "discussion:seen": (ground) => ({ ...inIt(ground), seq: 1 }),
  "file:put": ({ scene, n }) => ({
    ...{ discussionId: scene.discussionId, fileId: fileId(n), name: "a paper.pdf" },
    ...{ size: 9, from: 0, data: Buffer.from("%PDF-1.7\n").toString("base64") },
  }),
  "file:drop": ({ scene, n }) => ({ discussionId: scene.discussionId, fileId: fileId(n) }),
  "file:read": ({ scene }) => ({
    ...{ discussionId: scene.discussionId, postId: scene.published },
    fileId: scene.papers.published,
  }),
  "draft:list": ({ scene }) => ({ discussionId: scene.discussionId }),
  "draft:save": (ground) => ({
    ...{ ...inIt(ground), place: answerTo(ground), html: "<p>Half a</p>", language: "en" },
    follows: null,
  }),
  "draft:drop": (ground) => ({ ...inIt(ground), place: answerTo(ground), version: 1 }),
  "guidelines:accept": (ground) => ({
    ...inIt(ground),
    version: ground.scene.guidelines ?? ground.scene.discussionId,
  }),
  "guidelines:accepted": ({ scene }) => ({ discussionId: scene.discussionId }),
  "discussion:unread": ({ scene }) => ({ discussionId: scene.discussionId, since: 1 }),
  "discussion:create": ({ n }) => ({
    slug: `new-${n}`,
    title: { en: "New" },
    languages: ["en"],
    ...c(),
  }),
  "discussion:copy": (ground) => ({ ...inIt(ground), slug: `copy-${ground.n}` }),
  "discussion:update": (ground) => ({ ...inIt(ground), title: { en: "Renamed" } }),
  "discussion:open": inIt,
  "discussion:close": inIt,
  "question:add": (ground) => ({ ...inIt(ground), text: { en: "What else?" } }),
  "question:update": (ground) => ({
    ...inIt(ground),
    questionId: ground.scene.open,
    text: { en: "What?" },
  }),
  "question:lock": (ground) => ({ ...inIt(ground), questionId: ground.scene.open }),
  "question:unlock": (ground) => ({ ...inIt(ground), questionId: ground.scene.locked }),
  "post:create": (ground) => ({
    ...inIt(ground),
    ...{ questionId: ground.scene.open, parentId: null, body: "<p>Words.</p>", language: "en" },
    ...{ topics: ["care"], asks: "moderators", onBehalfOf: null },
    guidelines: ground.scene.guidelines,
  }),
  "post:edit": (ground) => ({
    ...on("published")(ground),
    body: "<p>Other words.</p>",
    topics: ["care"],
    guidelines: ground.scene.guidelines,
  }),
  "post:answering": ({ scene }) => ({
    discussionId: scene.discussionId,
    ...{ questionId: scene.open, parentId: scene.published, on: true },
  }),
  "post:support": (ground) => ({ ...on("published")(ground), on: true }),
  "impressions:report": ({ scene }) => ({
    discussionId: scene.discussionId,
    postIds: [scene.published],
  }),
  "discussion:participation": ({ scene }) => ({ discussionId: scene.discussionId }),
  "discussion:exposure": ({ scene }) => ({ discussionId: scene.discussionId }),
  "post:supported": ({ scene }) => ({ discussionId: scene.discussionId }),
  "post:withdraw": on("published"),
  "post:translate": (ground) => ({
    ...on("published")(ground),
    ...{ language: "fr", body: "<p>D'autres mots.</p>", of: null },
  }),
  "post:machine-translate": (ground) => ({ ...on("published")(ground), language: "fr" }),
  "discussion:translator": ({ scene }) => ({ discussionId: scene.discussionId }),
  "post:untranslate": (ground) => ({ ...on("published")(ground), language: "fr" }),
  "post:read": ({ scene }) => ({ discussionId: scene.discussionId, postId: scene.published }),
  "post:context": ({ scene }) => ({ discussionId: scene.discussionId, postId: scene.published }),
  "post:locate": ({ scene }) => ({ postId: scene.published }),
  "post:list": ({ scene }) => ({
    discussionId: scene.discussionId,
    questionId: scene.open,
    before: null,
  }),
  "post:find": ({ scene }) => ({
    discussionId: scene.discussionId,
    words: "words",
    topic: "care",
    asks: null,
    author: "0198c0de-aaaa-7000-8000-00000000000a",
    mentions: null,
    supported: null,
  }),
  "post:revisions": ({ scene }) => ({ discussionId: scene.discussionId, postId: scene.published }),
  "post:hide": (ground) => ({ ...on("published")(ground), reason: "spam" }),
  "post:restore": on("hidden"),
  "post:pin": on("published"),
  "post:unpin": on("pinned"),
  "post:mark-official": on("published"),
  "post:unmark-official": on("published"),
  "post:tag": (ground) => ({ ...on("published")(ground), topics: ["care"] }),
  "post:approve": on("pending"),
  "post:reject": (ground) => ({ ...on("pending")(ground), reason: "spam" }),
  "people:find": ({ scene }) => ({ discussionId: scene.discussionId, begins: "au" }),
  "member:list": ({ scene }) => ({ discussionId: scene.discussionId }),
  "member:grant": (ground) => ({
    ...inIt(ground),
    account: ground.cast.target.email ?? "",
    role: "moderator",
  }),
  "voice:list": ({ scene }) => ({ discussionId: scene.discussionId }),
  "voice:confirm": (ground) => ({
    ...inIt(ground),
    ...{ account: ground.cast.target.email ?? "", organisation: "Harbour Association" },
  }),
  "voice:withdraw": (ground) => ({ ...inIt(ground), voiceId: ground.scene.voice }),
  "contact:where": () => ({}),
  "contact:mine": ({ scene }) => ({ discussionId: scene.discussionId }),
  "contact:give": (ground) => ({ ...inIt(ground), consent: true, invitation: null }),
  "contact:withdraw": inIt,
  "contact:list": ({ scene }) => ({
    discussionId: scene.discussionId,
    reason: "To invite them to the working group",
  }),
  "member:invite": (ground) => ({ ...inIt(ground), role: "moderator", hours: 1 }),
  "member:revoke": (ground) => ({ ...inIt(ground), userId: ground.cast.moderator.id }),
  "member:mute": (ground) => ({
    ...inIt(ground),
    userId: ground.cast.target.id,
    until: later(),
    reason: "spam",
  }),
  "member:unmute": (ground) => ({ ...inIt(ground), userId: ground.cast.muted.id }),
};
