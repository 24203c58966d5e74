import type { ComponentChildren } from "preact";
import { directionOf, languageName } from "#client/view/format.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { Icon } from "#client/view/icon.tsx";
import { useUi } from "#client/view/ui.ts";
import type { Fault } from "./told.tsx";
import { useFields } from "./use-settings.ts";

/** All texts in one language at a time. */
export function LanguageTabs({
  languages,
  faults,
  onLanguage,
  children,
}: {
  languages: readonly string[];
  /** Those of other fields are none of a tab's. */
  faults: readonly Fault[];
  onLanguage(language: string): void;
  children: ComponentChildren;
}) {
  const { lang } = useUi();
  const h = useHost();
  const { language } = useFields();
  const step = (event: KeyboardEvent) => {
    const ahead = ["ArrowRight", "ArrowLeft"];
    const [forward, back] = directionOf(lang) === "rtl" ? ahead.reverse() : ahead;
    const by = event.key === forward ? 1 : event.key === back ? -1 : 0;
    const to = languages[languages.indexOf(language) + by];
    if (by === 0 || to === undefined) return;
    event.preventDefault();
    onLanguage(to);
    document.getElementById(`tab-${to}`)?.focus();
  };
  return (
    <div>
      <div class="tabs" role="tablist" aria-label={h.languageOfTexts} onKeyDown={step}>
        {languages.map((each) => (
          <button
            key={each}
            id={`tab-${each}`}
            type="button"
            role="tab"
            aria-selected={each === language}
            aria-controls="texts"
            tabIndex={each === language ? 0 : -1}
            onClick={() => onLanguage(each)}
          >
            {languageName(lang, each)}
            {faults.some(({ path }) => path?.endsWith(`.${each}`)) && (
              <>
                <Icon name="warn" />
                <span class="sr"> ({h.toLookAt})</span>
              </>
            )}
          </button>
        ))}
      </div>
      <div id="texts" class="panel" role="tabpanel" aria-labelledby={`tab-${language}`}>
        {children}
      </div>
    </div>
  );
}
