import { useMemo } from "preact/hooks";
import { isLanguage } from "#client/language-tag.ts";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { Field } from "#client/view/field.tsx";
import { languageName } from "#client/view/format.ts";
import { useUi } from "#client/view/ui.ts";
import type { Language } from "#shared/model.ts";

/** To choose from where the discussion asks for others. */
const common = `
  am ar ay az be bg bn bs ca ckb cs da de el en es et eu fa fi fr ga gl gn gu ha he hi hr ht hu hy id
  ig is it ja ka kk km kn ko ku lo lt lv mg mk ml mn mr ms mt my ne nl no om pa pl ps pt qu ro ru rw
  si sk sl so sq sr sv sw ta te th ti tl tr uk ur vi wo yi yo zh zu
`
  .trim()
  .split(/\s+/);

interface LanguageFieldProps {
  /** Those of the discussion. */
  languages: readonly Language[];
  language: Language | null;
  /** Guessed from the text. */
  recognised: boolean;
  disabled?: boolean;
  /** What of it is in the language; the post, unless told otherwise. */
  label?: string;
  onChoose(language: Language): void;
}

/** What the text is written in: one of the discussion's languages, or another. */
export function LanguageField(props: LanguageFieldProps) {
  const { languages, language, recognised, disabled = false, onChoose } = props;
  const { lang } = useUi();
  const t = writingWords[lang];
  const others = useMemo(() => named(lang, languages, language), [lang, languages, language]);
  return (
    <Field
      label={props.label ?? t.postLanguage}
      hint={recognised ? t.languageRecognised : undefined}
    >
      {(control) => (
        <select
          {...{ ...control, disabled }}
          value={language ?? ""}
          onChange={({ currentTarget: { value } }) => {
            if (isLanguage(value)) onChoose(value);
          }}
        >
          {languages.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(lang, tag)}
            </option>
          ))}
          <optgroup label={t.anotherLanguage}>
            {others.map(({ tag, name }) => (
              <option key={tag} value={tag}>
                {name}
              </option>
            ))}
          </optgroup>
        </select>
      )}
    </Field>
  );
}

/** The common ones and the text's own, without the discussion's, in the order of their names. */
function named(lang: string, languages: readonly string[], language: string | null) {
  const names = new Intl.DisplayNames([lang], { type: "language", fallback: "none" });
  const inOrder = new Intl.Collator(lang);
  return [...new Set(language ? [...common, language] : common)]
    .filter((tag) => !languages.includes(tag))
    .map((tag) => ({ tag, name: names.of(tag) ?? tag }))
    .sort((one, two) => inOrder.compare(one.name, two.name));
}
