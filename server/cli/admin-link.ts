import { makeLink } from "#server/domain/people/links.ts";
import type { CliCommand } from "./command.ts";
import type { WithCore } from "./core.ts";

const hours = 24;

export const adminLink = (withCore: WithCore): CliCommand => ({
  name: "admin-link",
  about: "Makes a link that makes whoever opens it an admin of this site.",
  more: `It is good once, and for ${hours} hours.`,
  usage: "",
  explains: [],
  options: {},
  positionals: 0,
  run: (_args, voice) =>
    withCore({ create: true }, async ({ deps }) => {
      const { url, expiresAt } = await makeLink(deps, { role: "admin", discussionId: null, hours });
      voice.say(url);
      voice.warn(`Good once, until ${new Date(expiresAt).toISOString()}.`);
    }),
});
