import type { CommandName } from "#shared/commands.ts";

const d = "/discussions/:discussionId";
const post = `${d}/posts/:postId` as const;
const question = `${d}/questions/:questionId` as const;
const member = `${d}/members/:userId` as const;

/** What a discussion's page does in it, and what only those read who do: when no line can be had all of it goes over HTTP as well. */
export const actingRoutes = {
  "discussion:seen": `POST ${d}/seen`,
  "discussion:open": `POST ${d}/open`,
  "discussion:close": `POST ${d}/close`,
  "discussion:exposure": `GET ${d}/exposure`,
  "question:lock": `POST ${question}/lock`,
  "question:unlock": `POST ${question}/unlock`,
  "file:put": `POST ${d}/files`,
  "file:drop": `POST ${d}/files/:fileId/drop`,
  "post:create": `POST ${d}/posts`,
  "post:edit": `PATCH ${post}`,
  "post:withdraw": `POST ${post}/withdraw`,
  "post:translate": `POST ${post}/translations`,
  "discussion:translator": `GET ${d}/translator`,
  "post:machine-translate": `POST ${post}/translations/machine`,
  "post:untranslate": `POST ${post}/translations/withdraw`,
  "post:support": `POST ${post}/support`,
  "post:hide": `POST ${post}/hide`,
  "post:restore": `POST ${post}/restore`,
  "post:pin": `POST ${post}/pin`,
  "post:unpin": `POST ${post}/unpin`,
  "post:mark-official": `POST ${post}/mark-official`,
  "post:unmark-official": `POST ${post}/unmark-official`,
  "post:tag": `POST ${post}/tag`,
  "post:approve": `POST ${post}/approve`,
  "post:reject": `POST ${post}/reject`,
  "member:grant": `POST ${d}/members`,
  "member:invite": `POST ${d}/invitations`,
  "people:find": `GET ${d}/people`,
  "voice:list": `GET ${d}/voices`,
  "voice:confirm": `POST ${d}/voices`,
  "voice:withdraw": `POST ${d}/voices/:voiceId/withdraw`,
  "member:revoke": `POST ${member}/revoke`,
  "member:mute": `POST ${member}/mute`,
  "member:unmute": `POST ${member}/unmute`,
} as const satisfies Partial<Record<CommandName, string>>;
export type ActingCommand = keyof typeof actingRoutes;
