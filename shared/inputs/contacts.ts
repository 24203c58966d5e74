import * as z from "zod/mini";
import { TextId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { isReadable } from "#shared/plain-text.ts";
import { act, choice, clean, inDiscussion } from "./parts.ts";

export const GiveContact = z.strictObject({
  ...inDiscussion,
  /** Said by the person themselves: nothing else counts as consent. */
  consent: z.boolean().check(z.refine((given) => given, { error: "required" })),
  /** The invitation that was read, as `contact:mine` names it; without one, that of now. */
  invitation: choice(TextId),
  ...act,
});

export const ListContacts = z.strictObject({
  ...inDiscussion,
  /** What they are needed for. It is kept, and told to the other hosts. */
  reason: z
    .string()
    .check(
      z.trim(),
      z.minLength(limits.exportReasonMin),
      z.maxLength(limits.exportReason),
      clean(),
      z.refine(isReadable, { error: "required" }),
    ),
});
