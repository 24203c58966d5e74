import type * as z from "zod/mini";
import { accountCommands } from "./commands/account-commands.ts";
import { contactCommands } from "./commands/contact-commands.ts";
import { discussionCommands } from "./commands/discussion-commands.ts";
import { draftCommands } from "./commands/draft-commands.ts";
import { fileCommands } from "./commands/file-commands.ts";
import { guidelinesCommands } from "./commands/guidelines-commands.ts";
import { impressionCommands } from "./commands/impression-commands.ts";
import { memberCommands } from "./commands/member-commands.ts";
import { peopleCommands } from "./commands/people-commands.ts";
import { postCommands } from "./commands/post-commands.ts";
import type { Row } from "./commands/row.ts";
import { spaceCommands } from "./commands/space-commands.ts";
import { voiceCommands } from "./commands/voice-commands.ts";

const table = {
  ...accountCommands,
  ...discussionCommands,
  ...spaceCommands,
  ...postCommands,
  ...draftCommands,
  ...fileCommands,
  ...guidelinesCommands,
  ...impressionCommands,
  ...memberCommands,
  ...voiceCommands,
  ...contactCommands,
  ...peopleCommands,
} as const;

export type CommandName = keyof typeof table;
export type Input<N extends CommandName> = z.infer<(typeof table)[N]["input"]>;
export type Output<N extends CommandName> = z.infer<(typeof table)[N]["output"]>;
/** What a client may write, before defaults and normal forms. */
export type RawInput<N extends CommandName> = z.input<(typeof table)[N]["input"]>;

/** Everything a client may ask for. Sockets, HTTP routes, OpenAPI and the permission tests are derived from it. */
export const commands: {
  [N in CommandName]: Row<z.ZodMiniType<Input<N>>, z.ZodMiniType<Output<N>>>;
} = table;
export const commandNames = Object.keys(table) as CommandName[];
