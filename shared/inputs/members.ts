import * as z from "zod/mini";
import { UserId, VoiceId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { GrantedRole, Instant, Reason } from "#shared/model.ts";
import { act, inDiscussion, maybeText, text } from "./parts.ts";

export const FindPeople = z.strictObject({
  ...inDiscussion,
  /** What a name, or a word of it, begins with, whatever its case and accents. */
  begins: text(limits.name),
});

export const Grant = z.strictObject({
  ...inDiscussion,
  /** Name or e-mail address of the account. */
  account: text(limits.email),
  role: GrantedRole,
  ...act,
});

export const ConfirmVoice = z.strictObject({
  ...inDiscussion,
  /** Name or e-mail address of the account. */
  account: text(limits.email),
  /** Whose voice the person is, as it is shown beside their posts. */
  organisation: text(limits.organisation),
  ...act,
});

export const OnVoice = z.strictObject({ ...inDiscussion, voiceId: VoiceId, ...act });

export const Invite = z.strictObject({
  ...inDiscussion,
  role: GrantedRole,
  hours: z.int().check(z.minimum(1), z.maximum(24 * 30)),
  ...act,
});

export const OnMember = z.strictObject({ ...inDiscussion, userId: UserId, ...act });

export const Mute = z.strictObject({
  ...inDiscussion,
  userId: UserId,
  /** null: until unmuted (hosts only). */
  until: z.nullable(Instant),
  reason: Reason,
  note: z.optional(z.nullable(maybeText(limits.note))),
  ...act,
});
