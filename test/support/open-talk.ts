import { aSite } from "./convergence/world.ts";
import { anOpenDiscussion } from "./discussion.ts";
import { as } from "./people.ts";
import type { Opener } from "./stores.ts";

/** One server over a new store, with an open discussion and its host. */
export async function anOpenTalk(open: Opener["open"], questions = 1) {
  const site = await aSite(await open(), 1);
  const [server] = site.servers;
  if (!server) throw new Error("a server");
  const { answer } = server;
  const host = as(site.accounts.host);
  return { site, server, answer, host, ...(await anOpenDiscussion(answer, host, questions)) };
}
