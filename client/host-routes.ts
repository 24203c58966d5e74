import { fetchAnswer } from "#client/http.ts";
import { accessToken, doubted, person } from "#client/session.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { Result } from "#shared/refusals.ts";

const d = "/discussions/:discussionId";
const s = "/spaces/:spaceId";

/** What the pages of hosts send, and the one on which participants leave them their contact; they have no socket. */
export const hostRoutes = {
  "discussion:read": `GET ${d}`,
  "discussion:list": "GET /discussions",
  "discussion:drafts": "GET /drafts",
  "discussion:templates": "GET /templates",
  "space:list": "GET /spaces",
  "space:read": `GET ${s}`,
  "space:create": "POST /spaces",
  "space:update": `PATCH ${s}`,
  "space:add-discussion": `POST ${s}/discussions`,
  "space:remove-discussion": `POST ${s}/discussions/remove`,
  "discussion:create": "POST /discussions",
  "discussion:copy": `POST ${d}/copy`,
  "discussion:update": `PATCH ${d}`,
  "discussion:open": `POST ${d}/open`,
  "discussion:close": `POST ${d}/close`,
  "file:put": `POST ${d}/files`,
  "file:drop": `POST ${d}/files/:fileId/drop`,
  "contact:where": "GET /account/contacts",
  "contact:mine": `GET ${d}/contact`,
  "contact:give": `POST ${d}/contact`,
  "contact:withdraw": `POST ${d}/contact/withdraw`,
  "contact:list": `POST ${d}/contacts`,
  "question:add": `POST ${d}/questions`,
  "question:update": `PATCH ${d}/questions/:questionId`,
} as const satisfies Partial<Record<CommandName, string>>;
export type HostCommand = keyof typeof hostRoutes;

/** Sends as whoever is signed in; once more where only the token had run out. */
export async function askAsHost<N extends HostCommand>(
  name: N,
  input: RawInput<N>,
): Promise<Result<Output<N>>> {
  const send = () => fetchAnswer(name, hostRoutes[name], input, { token: accessToken() });
  const result = await send();
  const over = !result.ok && /^(session_ended|unauthenticated)$/.test(result.failure.code);
  if (!over) return result;
  await doubted();
  return person.peek().is === "signed_in" ? send() : result;
}
