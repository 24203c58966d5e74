import { useContext } from "preact/hooks";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { Field } from "#client/view/field.tsx";
import { isolated } from "#client/view/format.ts";
import { PostFrameContext } from "#client/view/post-frame.ts";
import { useUi } from "#client/view/ui.ts";
import type { UserId, VoiceId } from "#shared/ids.ts";

interface VoiceFieldProps {
  userId: UserId | null;
  voice: VoiceId | null;
  disabled: boolean;
  onChoose(voice: VoiceId | null): void;
}

/**
 * For themselves or for an organisation: there for whoever is confirmed as a voice. A voice that was taken back stays chosen, so that nobody
 * says under their own name what they meant to say for others.
 */
export function VoiceField({ userId: me, voice, disabled, onChoose }: VoiceFieldProps) {
  const ui = useUi();
  const t = writingWords[ui.lang];
  const voices = useContext(PostFrameContext).voices.filter(({ userId }) => userId === me);
  if (voices.length === 0 && !voice) return null;
  const gone = voice && !voices.some(({ id }) => id === voice);
  return (
    <Field label={t.postAs}>
      {(control) => (
        <select
          {...control}
          value={voice ?? ""}
          disabled={disabled}
          onChange={({ currentTarget: { value } }) =>
            onChoose(voices.find(({ id }) => id === value)?.id ?? null)
          }
        >
          <option value="">{t.asMyself}</option>
          {voices.map(({ id, organisation }) => (
            <option key={id} value={id}>
              {t.asVoice(isolated(ui, organisation))}
            </option>
          ))}
          {gone && <option value={voice}>{t.voiceGone}</option>}
        </select>
      )}
    </Field>
  );
}
