import { joiningWords } from "#client/messages/compiled/joining.ts";
import type { Lang } from "#client/messages/messages.ts";
import type { Output } from "#shared/commands.ts";
import { langProps, pick } from "./format.ts";

interface OwnContactsProps {
  lang: Lang;
  discussions: Output<"contact:where">["discussions"];
}

/** The discussions to whose hosts somebody's contact goes, each with the way to the page on which it is taken back. */
export function OwnContacts({ lang, discussions }: OwnContactsProps) {
  const words = joiningWords[lang];
  return (
    <section>
      <h2>{words.whereTitle}</h2>
      <p class="hint">{words.whereHint}</p>
      <ul>
        {discussions.map(({ slug, title }) => {
          const found = pick(title, lang);
          return (
            <li key={slug}>
              <a href={`/d/${slug}/join-in`} {...langProps(found?.lang ?? null, lang)}>
                {found?.text ?? slug}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
