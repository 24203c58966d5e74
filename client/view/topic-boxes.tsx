import { useContext } from "preact/hooks";
import { topicWords } from "#client/messages/compiled/topic.ts";
import { limits } from "#shared/limits.ts";
import { langProps, numeral, pick } from "./format.ts";
import { PostFrameContext } from "./post-frame.ts";
import { useUi } from "./ui.ts";

interface TopicBoxesProps {
  /** Ids; those that the host has taken away are in it as well, and stay. */
  chosen: readonly string[];
  disabled?: boolean;
  onChange(chosen: string[]): void;
}

/** A box for each of the discussion's topics; nothing where there are none. */
export function TopicBoxes({ chosen, disabled = false, onChange }: TopicBoxesProps) {
  const { lang } = useUi();
  const t = topicWords[lang];
  const { topics } = useContext(PostFrameContext);
  if (topics.length === 0) return null;
  const full = chosen.length >= limits.postTopics;
  return (
    <fieldset class="topic-boxes" disabled={disabled}>
      <legend>{t.about}</legend>
      {topics.map(({ id, label }) => {
        const text = pick(label, lang);
        const on = chosen.includes(id);
        return (
          <label key={id}>
            <input
              type="checkbox"
              checked={on}
              disabled={full && !on}
              onChange={() => onChange(on ? chosen.filter((each) => each !== id) : [...chosen, id])}
            />
            <span {...langProps(text?.lang ?? null, lang)}>{text?.text}</span>
          </label>
        );
      })}
      {full && <p class="hint">{t.full(numeral(lang, limits.postTopics))}</p>}
    </fieldset>
  );
}
