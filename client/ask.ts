import { fetchAnswer } from "#client/http.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { Result } from "#shared/refusals.ts";

/** The commands that pages always send over HTTP, because of the session's cookie or since they have no socket. */
export const sessionRoutes = {
  "account:register": "POST /accounts",
  "account:sign-in": "POST /session",
  "account:refresh": "POST /session/refresh",
  "account:sign-out": "POST /session/end",
  "account:sign-out-everywhere": "POST /sessions/end",
  "account:change-password": "POST /account/password",
  "link:accept": "POST /links/accept",
  "post:locate": "GET /posts/:postId",
  "post:find": "GET /discussions/:discussionId/posts",
} as const satisfies Partial<Record<CommandName, string>>;

export const ask = <N extends keyof typeof sessionRoutes>(
  name: N,
  input: RawInput<N>,
  token: string | null,
): Promise<Result<Output<N>>> =>
  // A cookie that comes with the answer reaches the browser though its page is left.
  fetchAnswer(name, sessionRoutes[name], input, { token, keepalive: true });
