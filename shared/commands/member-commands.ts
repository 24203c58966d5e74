import * as z from "zod/mini";
import { UserId } from "#shared/ids.ts";
import * as input from "#shared/inputs/members.ts";
import { InDiscussion } from "#shared/inputs/parts.ts";
import { GrantedRole, Instant, MemberView } from "#shared/model.ts";
import { d, Receipt, row } from "./row.ts";

/** Roles and sanctions in a discussion. */
export const memberCommands = {
  "member:list": row({
    input: InDiscussion,
    output: z.object({ members: z.array(MemberView), head: z.int() }),
    may: "moderator",
    limit: "read",
    http: { method: "GET", path: `${d}/members` },
    about: "People with a role or a sanction.",
  }),
  "member:grant": row({
    input: input.Grant,
    output: z.object({ userId: UserId, seq: z.int() }),
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/members` },
    about: "Give an account a role in the discussion.",
  }),
  "member:invite": row({
    input: input.Invite,
    output: z.object({ url: z.string(), role: GrantedRole, expiresAt: Instant }),
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/invitations` },
    about: "Make a one-time link that gives a role.",
  }),
  "member:revoke": row({
    input: input.OnMember,
    output: Receipt,
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/members/:userId/revoke` },
    about: "Take a role back.",
  }),
  "member:mute": row({
    input: input.Mute,
    output: Receipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/members/:userId/mute` },
    about: "Keep somebody from posting in the discussion for a while.",
  }),
  "member:unmute": row({
    input: input.OnMember,
    output: Receipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/members/:userId/unmute` },
    about: "Let somebody post again.",
  }),
} as const;
