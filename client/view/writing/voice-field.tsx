import { useContext } from "preact/hooks";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { isCategory } from "#client/read-draft.ts";
import { Field } from "#client/view/field.tsx";
import { isolated } from "#client/view/format.ts";
import { PostFrameContext } from "#client/view/post-frame.ts";
import { moderates, type Reader } from "#client/view/reader.ts";
import { useUi } from "#client/view/ui.ts";
import type { VoiceId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type { Sender } from "#shared/model.ts";

interface VoiceFieldProps {
  reader: Reader;
  voice: VoiceId | null;
  /** Whose words they are, where a moderator posts what was sent in. */
  sender: Sender | null;
  disabled: boolean;
  /** Something in what is said of the sender; the composer tells what. */
  wrong: boolean;
  speakAs(next: { voice: VoiceId } | { sender: Sender } | null): void;
}

const nobody: Sender = { name: "", organisation: null, category: null };
const sentIn = "sent-in";

/**
 * For themselves or for an organisation: there for whoever is confirmed as a voice. A voice that was taken back stays chosen, so that nobody
 * says under their own name what they meant to say for others. A moderator may post what somebody else has sent in.
 */
export function VoiceField(props: VoiceFieldProps) {
  const { reader, voice, sender, disabled, wrong, speakAs } = props;
  const ui = useUi();
  const t = writingWords[ui.lang];
  const { userId: me } = reader;
  const voices = useContext(PostFrameContext).voices.filter(({ userId }) => userId === me);
  const mayReceive = moderates(reader) || sender !== null;
  if (voices.length === 0 && !voice && !mayReceive) return null;
  const gone = voice && !voices.some(({ id }) => id === voice);
  const choose = (value: string) => {
    const chosen = voices.find(({ id }) => id === value);
    if (value === sentIn) speakAs({ sender: nobody });
    else speakAs(chosen ? { voice: chosen.id } : null);
  };
  return (
    <>
      <Field label={t.postAs}>
        {(control) => (
          <select
            {...control}
            value={sender ? sentIn : (voice ?? "")}
            disabled={disabled}
            onChange={({ currentTarget: { value } }) => choose(value)}
          >
            <option value="">{t.asMyself}</option>
            {voices.map(({ id, organisation }) => (
              <option key={id} value={id}>
                {t.asVoice(isolated(ui, organisation))}
              </option>
            ))}
            {gone && <option value={voice}>{t.voiceGone}</option>}
            {mayReceive && <option value={sentIn}>{t.asSender}</option>}
          </select>
        )}
      </Field>
      {sender && (
        <SenderFields
          sender={sender}
          disabled={disabled}
          wrong={wrong}
          onChange={(next) => speakAs({ sender: next })}
        />
      )}
    </>
  );
}

interface SenderFieldsProps {
  sender: Sender;
  disabled: boolean;
  wrong: boolean;
  onChange(sender: Sender): void;
}

/** What its readers are told of whoever sent it. */
function SenderFields({ sender, disabled, wrong, onChange }: SenderFieldsProps) {
  const ui = useUi();
  const t = writingWords[ui.lang];
  return (
    <>
      <Field id="sender-name" label={t.senderName}>
        {(control) => (
          <input
            {...{ ...control, disabled, type: "text", autocomplete: "off" }}
            {...(wrong && { "aria-invalid": "true", "aria-describedby": "composer-error" })}
            maxLength={limits.name}
            value={sender.name}
            onInput={({ currentTarget: { value } }) => onChange({ ...sender, name: value })}
          />
        )}
      </Field>
      <Field label={t.senderOrganisation}>
        {(control) => (
          <input
            {...{ ...control, disabled, type: "text", autocomplete: "off" }}
            maxLength={limits.organisation}
            value={sender.organisation ?? ""}
            onInput={({ currentTarget: { value } }) =>
              onChange({ ...sender, organisation: value || null })
            }
          />
        )}
      </Field>
      <Field label={t.senderCategory}>
        {(control) => (
          <select
            {...{ ...control, disabled }}
            value={sender.category ?? ""}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...sender, category: isCategory(value) ? value : null })
            }
          >
            <option value="">{t.senderUnsaid}</option>
            {Object.entries(ui.t.categories).map(([each, said]) => (
              <option key={each} value={each}>
                {said}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
