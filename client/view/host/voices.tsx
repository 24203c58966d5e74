import { useEffect, useState } from "preact/hooks";
import type { HostMessages } from "#client/messages/host-messages.ts";
import type { Writing } from "#client/view/actions.ts";
import { sentenceAt } from "#client/view/fault.ts";
import { Field, Wrong } from "#client/view/field.tsx";
import { isolated } from "#client/view/format.ts";
import type { HostPanelProps } from "#client/view/parts.ts";
import { type Ui, useUi } from "#client/view/ui.ts";
import { useAct } from "#client/view/use-act.ts";
import type { Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import { type Failure, faultAt } from "#shared/refusals.ts";
import { RowAct } from "./row-act.tsx";
import { useHost } from "./use-host.ts";

type Listed = Output<"voice:list">["voices"][number];

/** Whom the host has confirmed as the voice of an organisation, and the form that confirms somebody. */
export function Voices({ discussion, writing }: Pick<HostPanelProps, "discussion" | "writing">) {
  const ui = useUi();
  const h = useHost();
  const { voices } = discussion;
  const [listed, setListed] = useState<readonly Listed[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const { discussionId } = writing.stamp();
    void writing.act("voice:list", { discussionId }).then((found) => {
      setFailure(found.ok ? null : found.failure);
      if (found.ok) setListed(found.value.voices);
    });
  }, [voices]);
  return (
    <section>
      <h2 tabIndex={-1}>{h.voicesTitle}</h2>
      <p class="hint">{h.voicesHint}</p>
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
      {voices.length === 0 && <p class="hint">{h.voicesNone}</p>}
      <ul class="members">
        {listed.map((voice) => (
          <Voice key={voice.id} voice={voice} writing={writing} />
        ))}
      </ul>
      <Confirming writing={writing} />
    </section>
  );
}

function Voice({ voice, writing }: { voice: Listed; writing: Writing }) {
  const ui = useUi();
  const h = useHost();
  const { busy, failure, act, stamp } = useAct(writing);
  const { id: voiceId, name, organisation } = voice;
  return (
    <li>
      <p>
        <b>
          <bdi>{organisation}</bdi>
        </b>{" "}
        <bdi>{name}</bdi>
      </p>
      <RowAct
        {...{ label: h.withdrawVoice, of: `${organisation}, ${name}`, busy, writing }}
        done={h.withdrewVoice({
          name: isolated(ui, name),
          organisation: isolated(ui, organisation),
        })}
        onAct={() => act("voice:withdraw", { ...stamp(), voiceId })}
      />
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
    </li>
  );
}

const nothing = { account: "", organisation: "" };

function Confirming({ writing }: { writing: Writing }) {
  const ui = useUi();
  const h = useHost();
  const [typed, setTyped] = useState(nothing);
  const [done, setDone] = useState<typeof nothing | null>(null);
  const { busy, failure, act, stamp } = useAct(writing);
  const confirm = async () => {
    setDone(null);
    if (!(await act("voice:confirm", { ...stamp(), ...typed }))) return;
    setDone(typed);
    setTyped(nothing);
  };
  const line = (field: keyof typeof nothing, label: string, longest: number) => (
    <Field label={label} error={errorAt(ui, h, field, failure)}>
      {(control) => (
        <input
          {...control}
          type="text"
          required
          maxLength={longest}
          autocomplete="off"
          value={typed[field]}
          onInput={({ currentTarget }) => setTyped({ ...typed, [field]: currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      aria-label={h.voicesTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      {line("account", h.accountLabel, limits.email)}
      {line("organisation", h.voicesOrganisation, limits.organisation)}
      {failure && !failure.field && <Wrong text={sentenceAt(ui, failure)} alert />}
      <button class="btn" type="submit" aria-disabled={busy}>
        {h.confirmVoice}
      </button>
      {done && (
        <p role="status">
          {h.confirmedVoice({
            name: isolated(ui, done.account),
            organisation: isolated(ui, done.organisation),
          })}
        </p>
      )}
    </form>
  );
}

function errorAt(ui: Ui, h: HostMessages, name: string, refused: Failure | null) {
  const failure = faultAt(refused, name);
  if (!failure) return undefined;
  const { code, details } = failure;
  if (code === "not_found") return h.noSuchAccount;
  if (code === "conflict") return h.voiceThere;
  return details?.rule === "too_many"
    ? h.voicesFull(Number(details.limit))
    : sentenceAt(ui, failure);
}
