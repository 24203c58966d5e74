import type { CommandName, Input } from "#shared/commands.ts";
import { commands } from "#shared/commands.ts";
import type { CommandId, DiscussionId, DiscussionRef, FileId, TextId } from "#shared/ids.ts";
import type { Actor, Caller, Deps, LogCommand } from "./deps.ts";
import { hashOf } from "./hash.ts";
import type { Entry, LogEvent, Time } from "./log.ts";
import { newTextId } from "./new-id.ts";
import { allow, unauthenticated } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import type { State } from "./state.ts";

type InDiscussion = { discussionId: DiscussionRef; commandId: CommandId };
/** Commands that end in a discussion's log. */
export type LoggedName = {
  [N in CommandName]: Input<N> extends InDiscussion ? N : never;
}[CommandName];

export type SignedIn = Extract<Actor, { kind: "account" }>;

export function signedIn(caller: Caller): SignedIn {
  if (caller.actor.kind === "visitor") throw unauthenticated();
  return caller.actor;
}

/** The id behind an id or slug; `not_found` when there is none. */
export async function discussionIdOf(deps: Deps, ref: DiscussionRef): Promise<DiscussionId> {
  if (isId(ref) && deps.serving.serves(ref)) return ref;
  const id = await deps.store.discussions.find(isId(ref) ? { id: ref } : { slug: ref });
  if (!id)
    throw new Refusal("not_found", "There is no such discussion.", { field: "discussionId" });
  return id;
}
const isId = (ref: DiscussionRef): ref is DiscussionId => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(ref);

/** A text to be kept beside the log, if the command that brings it is granted. */
export interface NewText {
  id: TextId;
  body: string;
  /** What it tells of, which is kept with it. */
  files?: readonly FileId[];
}
export const newText = (body: string): NewText => ({ id: newTextId(), body });
/** No text for no note. */
export const newNote = (note: string | null | undefined): NewText | null =>
  note ? newText(note) : null;

/**
 * Decides a command against the newest state and writes it into the discussion's log. Who may is asked of the same state,
 * so a role taken away a moment ago is gone here too. Texts are written before the entry that points at them, and only
 * when the command would be granted now: a refused one leaves nothing behind.
 */
export async function act<N extends LoggedName>(
  deps: Deps,
  caller: Caller,
  name: N,
  input: Input<N> & InDiscussion,
  texts: readonly (NewText | null)[],
  decide: (state: State, now: Time, actor: SignedIn) => LogEvent[],
): Promise<Entry> {
  const actor = signedIn(caller);
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const command: LogCommand = {
    commandId: input.commandId,
    actorId: actor.userId,
    hash: hashOf(name, { ...input, discussionId }),
    decide: (state, now) => {
      allow(state, actor, commands[name].may);
      return decide(state, now, actor);
    },
  };
  const kept = texts.filter((text) => text !== null);
  if (kept.length > 0) {
    const at = deps.now();
    const refusal =
      refusalOf(command, await deps.serving.state(discussionId), at) &&
      refusalOf(command, await deps.serving.latest(discussionId), at);
    if (refusal) {
      // It is handed on all the same, as refused: it may repeat a command that was granted earlier.
      command.decide = () => {
        throw refusal;
      };
    } else {
      await deps.store.texts.put(kept.map(({ id, body }) => ({ id, body, discussionId, at })));
      const files = kept.flatMap((text) => text.files ?? []);
      // One may have been dropped since it was looked at.
      if (files.length > 0 && !(await deps.store.files.keep(files)))
        command.decide = () => {
          throw new Refusal("invalid_input", "A file isn't here any more.", {
            field: "files",
            details: { rule: "no_such_file" },
          });
        };
      await deps.faults.reach("texts-kept");
    }
  }
  const entry = await deps.serving.commit(discussionId, command);
  await deps.faults.reach("before-answer");
  return entry;
}

/** Why it would be refused now; null when it would be granted. */
function refusalOf(command: LogCommand, state: State, now: Time): Refusal | null {
  try {
    command.decide(state, now);
    return null;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

/** The event of a type in an entry: what a repeated command is answered from. */
export function eventIn<T extends LogEvent["type"]>(
  entry: Entry,
  type: T,
): Extract<LogEvent, { type: T }> {
  for (const event of entry.events) if (isOf(event, type)) return event;
  throw new Error(`Entry ${entry.seq} has no ${type}.`);
}
const isOf = <T extends LogEvent["type"]>(
  event: LogEvent,
  type: T,
): event is Extract<LogEvent, { type: T }> => event.type === type;
