import type { Caller } from "#server/domain/deps.ts";
import type { RawInput } from "#shared/commands.ts";
import type { PostView } from "#shared/model.ts";
import { granted } from "./discussion.ts";
import { anOpenTalk } from "./open-talk.ts";
import { anAccount, as, commandId, visitor } from "./people.ts";
import { sendPaper } from "./send-paper.ts";
import type { Opener } from "./stores.ts";

const open: { close(): Promise<unknown> }[] = [];
/** After each test: what is still being told would otherwise be told to a store that is gone. */
export async function closeTalks(): Promise<void> {
  for (const site of open.splice(0)) await site.close();
}

/** An open discussion with two people who send files in it, and its host. */
export async function aTalkWithFiles(opened: Opener["open"]) {
  const { site, server, answer, host, discussionId, questionIds } = await anOpenTalk(opened);
  open.push(site);
  const [ann, ben] = [
    as(await anAccount(site.store, "Ann")),
    as(await anAccount(site.store, "Ben")),
  ];
  const send = (caller: Caller, name: string, bytes: Buffer) =>
    sendPaper(answer, caller, discussionId, { name, bytes });
  const sent = async (caller: Caller, name: string, bytes: Buffer): Promise<string> => {
    const { fileId, last } = await send(caller, name, bytes);
    if (!last.ok) throw new Error(JSON.stringify(last.failure));
    return fileId;
  };
  const words = (more: object): RawInput<"post:create"> => ({
    ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
    ...{ body: "<p>Our position.</p>", commandId: commandId(), ...more },
  });
  const read = async (postId: string, caller: Caller = visitor): Promise<PostView> =>
    (await granted(answer, caller, "post:read", { discussionId, postId })).post;
  const update = (more: object) =>
    answer(host, "discussion:update", { discussionId, commandId: commandId(), ...more });
  const act = { discussionId, commandId: commandId() };
  return {
    site,
    server,
    answer,
    host,
    ann,
    ben,
    send,
    sent,
    words,
    read,
    update,
    discussionId,
    act,
  };
}
