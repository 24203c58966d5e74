import * as z from "zod/mini";
import { UserId, VoiceId } from "#shared/ids.ts";
import * as input from "#shared/inputs/members.ts";
import { InDiscussion } from "#shared/inputs/parts.ts";
import { VoiceView } from "#shared/model.ts";
import { d, Receipt, row } from "./row.ts";

/** Who may speak for which organisation in a discussion. */
export const voiceCommands = {
  "voice:list": row({
    input: InDiscussion,
    output: z.object({
      /** `name`: of the account. */
      voices: z.array(z.extend(VoiceView, { name: z.string() })),
      head: z.int(),
    }),
    may: "moderator",
    limit: "read",
    http: { method: "GET", path: `${d}/voices` },
    about: "Who is confirmed as the voice of an organisation, in the order of their confirmation.",
  }),
  "voice:confirm": row({
    input: input.ConfirmVoice,
    output: z.object({ voiceId: VoiceId, userId: UserId, seq: z.int() }),
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/voices` },
    about:
      "Confirm an account as the voice of an organisation. From then on what it says of belonging there is shown as confirmed, and it may post on the organisation's behalf: see `onBehalfOf` of `post:create`.",
  }),
  "voice:withdraw": row({
    input: input.OnVoice,
    output: Receipt,
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/voices/:voiceId/withdraw` },
    about:
      "Take a confirmation back. Posts made by it keep naming the organisation, as no longer confirmed; the same confirmation given again restores them.",
  }),
} as const;
