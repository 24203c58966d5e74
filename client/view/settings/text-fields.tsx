import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { asText } from "#client/feed/plain-text.ts";
import { writingWords } from "#client/messages/compiled/writing.ts";
import type { HostMessages } from "#client/messages/host-messages.ts";
import type { Words } from "#client/settings/draft.ts";
import { hostHtml, hostText } from "#client/settings/plain-host-text.ts";
import { isRemoved, removed, valueAt } from "#client/settings/three-way.ts";
import { type Control, Field } from "#client/view/field.tsx";
import { directionOf, isolated, languageName, pick } from "#client/view/format.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { useUi } from "#client/view/ui.ts";
import { itemName } from "./name-at.ts";
import { useFields } from "./use-settings.ts";

/** A value as the form shows it. */
type Shown = (value: string) => string;

interface SettingProps {
  path: string;
  label: string;
  hint?: string | undefined;
  /** What its value is called where it isn't what somebody typed. */
  shown?: Shown;
  children(control: Control, value: string, onValue: (value: string) => void): ComponentChildren;
}

const excerptOf = (html: string): string => {
  const text = asText(html).text.replace(/\s+/g, " ");
  return text.length > 160 ? `${text.slice(0, 160).replace(/\s\S*$/, "")} …` : text;
};

/** One field: its label, what is wrong with it, and what somebody else has saved in it meanwhile. */
export function Setting({ path, label, hint, shown, children }: SettingProps) {
  const { draft, set, errorAt } = useFields();
  const value = valueAt(draft, path);
  return (
    <div class="setting">
      <Field id={path} label={label} hint={hint} error={errorAt(path)}>
        {(control) =>
          children(control, typeof value === "string" ? value : "", (next) => set(path, next))
        }
      </Field>
      <Theirs path={path} {...(shown ? { shown } : {})} />
    </div>
  );
}

/** What a setting says: of a list, what its items say. */
function wordsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null)
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  return Object.entries(value).flatMap(([key, part]) => (key === "id" ? [] : wordsIn(part)));
}

/** How an item of a list begins. */
export const shortly = (draft: object, path: string): string =>
  excerptOf(
    wordsIn(valueAt(draft, `${path}.title`) ?? valueAt(draft, path)).find((each) => each.trim()) ??
      "",
  );

export const removalIn = (h: HostMessages, theirs: symbol): string =>
  theirs === removed.byThem ? h.removedByThem : h.removedByMe;

/** What is to be decided of a field; of a list also what is to be decided of an item as a whole, or of a document's file. */
export function Theirs({ path, shown = (value) => value }: { path: string; shown?: Shown }) {
  const { draft, theirsAt } = useFields();
  const value = valueAt(draft, path);
  const items = Array.isArray(value) ? value.map((_, i) => `${path}.${i}`) : [];
  return (
    <>
      {[path, ...items.flatMap((item) => [item, `${item}.file`])].map((each) => {
        const theirs = theirsAt(each);
        if (isRemoved(theirs)) return <RemovedItem key={each} path={each} theirs={theirs} />;
        return theirs === undefined ? null : (
          <TheirWords key={each} path={each} theirs={theirs} shown={shown} />
        );
      })}
    </>
  );
}

interface Deciding {
  path: string;
  /** What the buttons are called. */
  keep: string;
  take: string;
  /** Which of several they are about. */
  about?: string;
}

function Decide({ path, keep, take, about }: Deciding) {
  const { takeTheirs, keepMine } = useFields();
  const decide = (which: (path: string) => void) => {
    which(path);
    // An item as a whole has no field of its own: its list has the focus then.
    (document.getElementById(path) ?? document.getElementById(path.split(".")[0] ?? ""))?.focus();
  };
  const which = about && <span class="sr"> {about}</span>;
  return (
    <>
      <button class="btn small" type="button" onClick={() => decide(keepMine)}>
        {keep}
        {which}
      </button>
      <button class="btn small" type="button" onClick={() => decide(takeTheirs)}>
        {take}
        {which}
      </button>
    </>
  );
}

function TheirWords({ path, theirs, shown }: { path: string; theirs: unknown; shown: Shown }) {
  const h = useHost();
  const name = valueAt(theirs, "name");
  const text = excerptOf(
    (typeof name === "string" ? [name] : wordsIn(theirs)).map(shown).join("; "),
  );
  return (
    <div class="theirs" id={`${path}-theirs`}>
      <p>
        {text === "" ? (
          h.theirsEmpty
        ) : (
          <>
            <b>{h.theirs}</b> <bdi>{text}</bdi>
          </>
        )}
      </p>
      <Decide path={path} keep={h.keepMine} take={h.takeTheirs} />
    </div>
  );
}

/** An item that one of two took away and the other changed. */
function RemovedItem({ path, theirs }: { path: string; theirs: symbol }) {
  const h = useHost();
  const { draft } = useFields();
  const name = itemName(path, h);
  const text = shortly(draft, path);
  return (
    <div class="theirs" id={`${path}-theirs`}>
      <p>
        <b>
          {name}
          {text && ":"}
        </b>{" "}
        <bdi>{text}</bdi>
      </p>
      <p>{removalIn(h, theirs)}</p>
      <Decide path={path} keep={h.keepIt} take={h.removeIt} about={name} />
    </div>
  );
}

/** A setting that is one line, and the same in all languages. */
export function Line({
  path,
  label,
  hint,
  ltr = false,
}: {
  path: string;
  label: string;
  hint?: string;
  ltr?: boolean;
}) {
  return (
    <Setting path={path} label={label} hint={hint}>
      {(control, value, onValue) => (
        <input
          {...control}
          type="text"
          dir={ltr ? "ltr" : "auto"}
          value={value}
          onInput={({ currentTarget }) => onValue(currentTarget.value)}
        />
      )}
    </Setting>
  );
}

/** What readers see while the text isn't there in the language being written. */
function useInstead(path: string): string | undefined {
  const ui = useUi();
  const h = useHost();
  const { draft, language } = useFields();
  const words = (valueAt(draft, path) ?? {}) as Words;
  if ((words[language] ?? "").trim() !== "") return undefined;
  const found = pick(words, language);
  return found
    ? h.instead({
        language: languageName(ui.lang, found.lang),
        text: isolated(ui, excerptOf(found.text)),
      })
    : undefined;
}

interface LocalProps {
  /** Of the text in all languages. */
  path: string;
  label: string;
  hint?: string;
}

/** A plain text in the language being written: one line, or as many as its `hint` asks for. */
export function LocalLine({
  path,
  label,
  hint,
  several = false,
}: LocalProps & { several?: boolean }) {
  const { language } = useFields();
  const instead = useInstead(path);
  return (
    <Setting path={`${path}.${language}`} label={label} hint={instead ?? hint}>
      {(control, value, onValue) => (
        <textarea
          {...control}
          rows={several ? Math.max(3, value.split("\n").length) : value.length > 90 ? 3 : 1}
          lang={language}
          dir={directionOf(language)}
          value={value}
          onInput={({ currentTarget: { value: next } }) =>
            onValue(several ? next : next.replace(/\n/g, " "))
          }
        />
      )}
    </Setting>
  );
}

/** A text of several paragraphs in the language being written. */
export function LocalRich({ path, label, hint }: LocalProps) {
  const { language } = useFields();
  return <RichIn key={language} path={path} label={label} {...(hint ? { hint } : {})} />;
}

/**
 * As plain paragraphs while it is nothing else, and as HTML where it has headings, lists or links, so that editing a text never
 * takes its form away.
 */
function RichIn({ path, label, hint }: LocalProps) {
  const { lang } = useUi();
  const h = useHost();
  const { draft, language } = useFields();
  const instead = useInstead(path);
  const html = String(valueAt(draft, `${path}.${language}`) ?? "");
  const written = useRef(html);
  const [plain, setPlain] = useState(() => hostText(html).plain);
  const [text, setText] = useState(() => hostText(html).text);
  if (written.current !== html) {
    // It was changed from elsewhere: saved, or taken from somebody else.
    written.current = html;
    const read = hostText(html);
    setPlain(plain && read.plain);
    setText(read.text);
  }
  const tell = (next: string, onValue: (value: string) => void) => {
    written.current = next;
    onValue(next);
  };
  const hints = [instead ?? hint, plain ? writingWords[lang].paragraphs : h.htmlHint]
    .filter(Boolean)
    .join(" ");
  return (
    <>
      <Setting path={`${path}.${language}`} label={label} hint={hints}>
        {(control, value, onValue) => (
          <textarea
            {...control}
            class={plain ? "" : "code"}
            rows={Math.min(18, Math.max(3, Math.ceil((plain ? text : value).length / 75) + 1))}
            lang={language}
            dir={plain ? directionOf(language) : "auto"}
            value={plain ? text : value}
            onInput={({ currentTarget }) => {
              if (plain) setText(currentTarget.value);
              tell(plain ? hostHtml(currentTarget.value) : currentTarget.value, onValue);
            }}
          />
        )}
      </Setting>
      {plain && (
        <button
          class="act"
          type="button"
          onClick={() => {
            setPlain(false);
            document.getElementById(`${path}.${language}`)?.focus();
          }}
        >
          {h.asHtml}
          <span class="sr"> {label}</span>
        </button>
      )}
    </>
  );
}
