import type { Voice } from "./command.ts";
import type { Copied } from "./copy-content.ts";

/** Says what was copied: a line for each discussion, then the sum. */
export function tellCopied(
  { accounts, links, texts, discussions, spaces }: Copied,
  done: string,
  { say }: Voice,
): void {
  for (const { slug, entries, posts } of discussions)
    say(`${slug}: ${entries} log entries, ${posts} posts`);
  say(
    `${done}: ${discussions.length} discussions, ${spaces} spaces, ${texts} texts, ${accounts} accounts, ${links} links.`,
  );
}
