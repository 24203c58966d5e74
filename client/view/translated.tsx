import { primary } from "#client/language-tag.ts";
import type { Lang } from "#client/messages/messages.ts";
import type { ParentView, PostView, TranslationView } from "#shared/model.ts";
import { isolated, languageName } from "./format.ts";
import { Prose } from "./prose.tsx";
import { useUi } from "./ui.ts";

type Words = Pick<PostView | TranslationView, "html" | "language">;

/** The translation for a reader in whose language the post isn't; null where there is none. */
export function translationFor<T extends Words>(
  { language, translations }: Pick<PostView, "language"> & { translations: readonly T[] },
  lang: Lang,
): T | null {
  if (language === null || primary(language) === lang) return null;
  return translations.find((each) => each.language && primary(each.language) === lang) ?? null;
}

/** A post's words as this reader is first shown them. */
export const readIn = (post: PostView | ParentView, lang: Lang): Words =>
  translationFor<Words>(post, lang) ?? post;

interface PostWordsProps {
  post: PostView;
  expanded: boolean;
  onExpand(expanded: boolean): void;
}

/**
 * What a post says. Of two texts a screen shows the translation, and by a switch, which needs no script, the original in its
 * place; paper and text-only pages have both, one below the other.
 */
export function PostWords({ post, ...folding }: PostWordsProps) {
  const { t, lang } = useUi();
  const translation = translationFor(post, lang);
  const own = <Prose {...folding} html={post.html} language={post.language} textName={post.id} />;
  if (!translation) return own;
  const { html, language } = translation;
  return (
    <div class="in-two">
      <p class="meta switch">
        <Source {...{ post, translation }} />
        <label>
          <input type="checkbox" /> {t.showOriginal}
        </label>
      </p>
      <div class="original">{own}</div>
      <div class="translation">
        <p class="meta source">
          <Source {...{ post, translation }} />
        </p>
        <Prose {...folding} {...{ html, language }} textName={`${post.id}-${language}`} />
      </div>
    </div>
  );
}

/** Whose words these are, from which language, and whether the original has changed under them. */
function Source({ post, translation }: { post: PostView; translation: TranslationView }) {
  const ui = useUi();
  const { t, lang } = ui;
  const { machine, by, of } = translation;
  const from = languageName(lang, post.language ?? lang);
  const name = by ? isolated(ui, by.name) : t.byModerators;
  return (
    <span>
      {(machine ? t.machineTranslated : t.translated)({ language: from, name })}
      {of !== post.revision && <> {t.translatedBefore}</>}
    </span>
  );
}
