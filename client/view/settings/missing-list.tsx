import { missingIn, nameOf } from "#client/settings/missing.ts";
import { languageName } from "#client/view/format.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { useUi } from "#client/view/ui.ts";
import type { QuestionView } from "#shared/model.ts";
import { useSettings } from "./use-settings.ts";

interface MissingListProps {
  questions: readonly QuestionView[];
  /** Shows a text's field in a language, and brings the reader there. */
  onGo(path: string): void;
}

/** Which text lacks which of the discussion's languages. */
export function MissingList({ questions, onGo }: MissingListProps) {
  const { t, lang } = useUi();
  const h = useHost();
  const { draft } = useSettings();
  const missing = missingIn(draft);
  const labelOf = (text: (typeof missing)[number]) => nameOf(text, { t, h, questions });
  const count = missing.reduce((sum, text) => sum + text.languages.length, 0);
  return (
    <section>
      {count === 0 ? (
        <>
          <h2>{h.missing}</h2>
          <p>{h.missingNone}</p>
        </>
      ) : (
        <details>
          <summary>
            <h2>{h.missingCount(count)}</h2>
          </summary>
          <p class="hint">{h.missingLead}</p>
          <ul class="missing">
            {missing.map((text) => (
              <li key={text.path}>
                <b>{labelOf(text)}</b>
                {text.languages.map((language) => (
                  <a
                    key={language}
                    href={`#${text.path}.${language}`}
                    onClick={(event) => {
                      event.preventDefault();
                      onGo(`${text.path}.${language}`);
                    }}
                  >
                    {languageName(lang, language)}
                    <span class="sr">: {labelOf(text)}</span>
                  </a>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
