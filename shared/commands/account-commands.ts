import * as z from "zod/mini";
import { DiscussionId, Slug } from "#shared/ids.ts";
import * as input from "#shared/inputs/accounts.ts";
import { Act, Nothing } from "#shared/inputs/parts.ts";
import { AccountView, Instant, LocalText } from "#shared/model.ts";
import { Done, row } from "./row.ts";

const Session = z.object({ accessToken: z.string(), expiresAt: Instant, account: AccountView });

/** Accounts, sessions and one-time links. */
export const accountCommands = {
  "account:register": row({
    input: input.Register,
    output: Session,
    may: "anyone",
    limit: "credentials",
    http: { method: "POST", path: "/accounts" },
    about: "Make an account and sign in.",
  }),
  "account:sign-in": row({
    input: input.SignIn,
    output: Session,
    may: "anyone",
    limit: "credentials",
    http: { method: "POST", path: "/session" },
    about: "Sign in. Over HTTP a refresh cookie is set too.",
  }),
  "account:refresh": row({
    input: Nothing,
    output: Session,
    may: "anyone",
    limit: "session",
    http: { method: "POST", path: "/session/refresh" },
    about: "A new access token for the refresh cookie, which is rotated. HTTP only.",
  }),
  "account:sign-out": row({
    input: Nothing,
    output: Done,
    may: "anyone",
    limit: "session",
    http: { method: "POST", path: "/session/end" },
    about: "End this session.",
  }),
  "account:sign-out-everywhere": row({
    input: Act,
    output: Done,
    may: "signed-in",
    limit: "session",
    http: { method: "POST", path: "/sessions/end" },
    about: "End every session of this account.",
  }),
  "account:change-password": row({
    input: input.ChangePassword,
    output: Session,
    may: "signed-in",
    limit: "credentials",
    http: { method: "POST", path: "/account/password" },
    about: "Change the password. Every other session ends.",
  }),
  "account:read": row({
    input: Nothing,
    output: AccountView,
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: "/account" },
    about: "Who I am.",
  }),
  "link:read": row({
    input: input.ReadLink,
    output: z.object({
      role: z.enum(["admin", "moderator", "host"]),
      discussion: z.nullable(z.object({ slug: Slug, title: LocalText })),
      expiresAt: Instant,
    }),
    may: "anyone",
    limit: "credentials",
    http: { method: "POST", path: "/links/read" },
    about: "What a one-time link gives.",
  }),
  "link:accept": row({
    input: input.AcceptLink,
    output: z.object({
      role: z.enum(["admin", "moderator", "host"]),
      discussionId: z.nullable(DiscussionId),
      slug: z.nullable(Slug),
    }),
    may: "signed-in",
    limit: "credentials",
    http: { method: "POST", path: "/links/accept" },
    about: "Take the role that a one-time link gives.",
  }),
} as const;
