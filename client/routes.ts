import type { CommandName } from "#shared/commands.ts";

/** The commands that pages send over HTTP, because of the session's cookie or for want of a socket. All are POST. */
export const routes = {
  "account:register": "/accounts",
  "account:sign-in": "/session",
  "account:refresh": "/session/refresh",
  "account:sign-out": "/session/end",
  "account:sign-out-everywhere": "/sessions/end",
  "account:change-password": "/account/password",
  "link:accept": "/links/accept",
} as const satisfies Partial<Record<CommandName, string>>;
export type HttpCommand = keyof typeof routes;
