import { act, discussionIdOf, eventIn, type NewText, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { derivedId } from "#server/domain/derived-id.ts";
import { voicesIn } from "#server/domain/fold.ts";
import { allow } from "#server/domain/permissions.ts";
import { nameIdOf, viewVoices } from "#server/domain/reading/views.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Input, Output } from "#shared/commands.ts";
import { type DiscussionId, type UserId, VoiceId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { accountNamed } from "./account-named.ts";

/** The same for the same person and name, so that a confirmation which is given again is the one that posts were made by. */
export const voiceIdOf = (
  discussionId: DiscussionId,
  userId: UserId,
  organisation: string,
): VoiceId => VoiceId.parse(derivedId("voice", discussionId, userId, organisation));

export async function confirmVoice(
  deps: Deps,
  caller: Caller,
  input: Input<"voice:confirm">,
): Promise<Output<"voice:confirm">> {
  const discussionId = await discussionIdOf(deps, input.discussionId);
  // Asked before the account is looked up, so that nobody else can find out who has one.
  allow((await deps.serving.read(discussionId)).state, signedIn(caller), "host");
  const { id: userId } = await accountNamed(deps, input.account);
  const voiceId = voiceIdOf(discussionId, userId, input.organisation);
  const name: NewText = { id: nameIdOf(voiceId), body: input.organisation };
  const entry = await act(deps, caller, "voice:confirm", input, [name], (state) => {
    const voices = voicesIn(state);
    if (voices.some(({ id }) => id === voiceId))
      throw new Refusal("conflict", "This person is confirmed for the organisation already.", {
        field: "organisation",
      });
    if (voices.length >= limits.voices)
      throw new Refusal("invalid_input", `A discussion has ${limits.voices} voices at most.`, {
        field: "organisation",
        details: { rule: "too_many", limit: limits.voices, actual: voices.length },
      });
    return [{ type: "voice:confirmed", voiceId, userId }];
  });
  const confirmed = eventIn(entry, "voice:confirmed");
  return { voiceId: confirmed.voiceId, userId: confirmed.userId, seq: entry.seq };
}

export async function withdrawVoice(
  deps: Deps,
  caller: Caller,
  input: Input<"voice:withdraw">,
): Promise<Output<"voice:withdraw">> {
  const { voiceId } = input;
  const entry = await act(deps, caller, "voice:withdraw", input, [], (state) => {
    if (!voicesIn(state).some(({ id }) => id === voiceId))
      throw new Refusal("not_found", "There is no such confirmation.", { field: "voiceId" });
    return [{ type: "voice:withdrawn", voiceId }];
  });
  return { seq: entry.seq };
}

export async function listVoices(
  deps: Deps,
  caller: Caller,
  input: Input<"voice:list">,
): Promise<Output<"voice:list">> {
  const { state, head } = await deps.serving.read(await discussionIdOf(deps, input.discussionId));
  allow(state, caller.actor, "moderator");
  const voices = await viewVoices(deps.library, voicesIn(state));
  const people = await deps.library.authors(voices.map(({ userId }) => userId));
  const named = voices.map((voice) => ({ ...voice, name: people.get(voice.userId)?.name ?? "" }));
  return { voices: named, head };
}
