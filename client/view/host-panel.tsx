import { useState } from "preact/hooks";
import { holds } from "#client/feed/may-write.ts";
import type { Output } from "#shared/commands.ts";
import type { GrantedRole, MemberView } from "#shared/model.ts";
import type { Writing } from "./actions.ts";
import { sentenceFor } from "./failure.ts";
import { Field, Wrong } from "./field.tsx";
import { fullTime } from "./format.ts";
import { Ask } from "./moderate-forms.tsx";
import type { HostPanelProps } from "./parts.ts";
import { runs } from "./reader.ts";
import { useUi } from "./ui.ts";
import { useAct } from "./use-act.ts";

/** What moderators and hosts do with the discussion as a whole. */
export function HostPanel({ discussion, reader, members, writing }: HostPanelProps) {
  const { t } = useUi();
  const host = runs(reader);
  return (
    <details class="host-panel">
      <summary>{t.hostPanel}</summary>
      <div class="parts">
        {host && <Phase discussion={discussion} writing={writing} />}
        {host && <Invitation writing={writing} />}
        {host && <Granting writing={writing} />}
        <Members members={members} host={host} writing={writing} />
      </div>
    </details>
  );
}

function Phase({ discussion, writing }: Pick<HostPanelProps, "discussion" | "writing">) {
  const { t } = useUi();
  const [asking, setAsking] = useState(false);
  const { busy, failure, act, stamp, forget } = useAct(writing);
  const open = discussion.phase === "open";
  return (
    <section>
      {asking ? (
        <Ask
          question={open ? t.closeAsk : t.openAsk}
          yes={open ? t.closeIt : t.openIt}
          busy={busy}
          failure={failure}
          onYes={async () => {
            if (await act(open ? "discussion:close" : "discussion:open", stamp())) setAsking(false);
          }}
          onNo={() => {
            forget();
            setAsking(false);
          }}
        />
      ) : (
        <button class="btn" type="button" onClick={() => setAsking(true)}>
          {open ? t.closeDiscussion : t.openDiscussion}
        </button>
      )}
    </section>
  );
}

const granted: readonly GrantedRole[] = ["moderator", "host"];
const isGranted = (value: string): value is GrantedRole => granted.some((role) => role === value);

function RoleField({ role, onChange }: { role: GrantedRole; onChange(role: GrantedRole): void }) {
  const { t } = useUi();
  return (
    <Field label={t.role}>
      {(control) => (
        <select
          {...control}
          value={role}
          onChange={({ currentTarget: { value } }) => isGranted(value) && onChange(value)}
        >
          {granted.map((each) => (
            <option key={each} value={each}>
              {t.roles[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const validity = { hour: 1, day: 24, week: 168 };
type Validity = keyof typeof validity;
const isValidity = (value: string): value is Validity => value in validity;

function Invitation({ writing }: { writing: Writing }) {
  const ui = useUi();
  const { t } = ui;
  const [role, setRole] = useState<GrantedRole>("moderator");
  const [valid, setValid] = useState<Validity>("day");
  const [link, setLink] = useState<Output<"member:invite"> | null>(null);
  const [copied, setCopied] = useState(false);
  const { busy, failure, act, stamp } = useAct(writing);
  const make = async () => {
    setCopied(false);
    setLink(await act("member:invite", { ...stamp(), role, hours: validity[valid] }));
  };
  return (
    <form
      aria-label={t.inviteTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{t.inviteTitle}</h2>
      <p class="hint">{t.inviteHint}</p>
      <RoleField role={role} onChange={setRole} />
      <Field label={t.validFor}>
        {(control) => (
          <select
            {...control}
            value={valid}
            onChange={({ currentTarget: { value } }) => isValidity(value) && setValid(value)}
          >
            <option value="hour">{t.hour}</option>
            <option value="day">{t.day}</option>
            <option value="week">{t.week}</option>
          </select>
        )}
      </Field>
      {failure && <Wrong text={sentenceFor(ui, failure)} alert />}
      <button class="btn" type="submit" disabled={busy}>
        {t.makeLink}
      </button>
      {link && (
        <>
          <Field label={t.linkReady(t.roles[link.role], fullTime(ui, link.expiresAt))}>
            {(control) => <input {...control} type="text" readOnly dir="ltr" value={link.url} />}
          </Field>
          <button
            class="btn"
            type="button"
            onClick={() => void writing.copy(link.url).then(setCopied)}
          >
            {copied ? t.copied : t.copy}
          </button>
        </>
      )}
    </form>
  );
}

function Granting({ writing }: { writing: Writing }) {
  const ui = useUi();
  const { t } = ui;
  const [account, setAccount] = useState("");
  const [role, setRole] = useState<GrantedRole>("moderator");
  const [done, setDone] = useState<string | null>(null);
  const { busy, failure, act, stamp } = useAct(writing);
  const grant = async () => {
    setDone(null);
    if (!(await act("member:grant", { ...stamp(), account, role }))) return;
    setDone(account);
    setAccount("");
  };
  return (
    <form
      aria-label={t.grantTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void grant();
      }}
    >
      <h2>{t.grantTitle}</h2>
      <Field
        label={t.accountLabel}
        error={
          failure && (failure.code === "not_found" ? t.noSuchAccount : sentenceFor(ui, failure))
        }
      >
        {(control) => (
          <input
            {...control}
            type="text"
            required
            autocomplete="off"
            value={account}
            onInput={({ currentTarget }) => setAccount(currentTarget.value)}
          />
        )}
      </Field>
      <RoleField role={role} onChange={setRole} />
      <button class="btn" type="submit" disabled={busy}>
        {t.grant}
      </button>
      {done && <p role="status">{t.granted(done)}</p>}
    </form>
  );
}

function Members({
  members,
  host,
  writing,
}: Pick<HostPanelProps, "members" | "writing"> & { host: boolean }) {
  const { t, now } = useUi();
  const listed = members.filter(({ role, mute }) => role !== "participant" || holds(mute, now));
  return (
    <section>
      <h2>{t.members}</h2>
      {listed.length === 0 && <p class="hint">{t.noMembers}</p>}
      <ul class="members">
        {listed.map((member) => (
          <Member key={member.userId} member={member} host={host} writing={writing} />
        ))}
      </ul>
    </section>
  );
}

function Member({
  member,
  host,
  writing,
}: {
  member: MemberView;
  host: boolean;
  writing: Writing;
}) {
  const ui = useUi();
  const { t } = ui;
  const { busy, failure, act, stamp } = useAct(writing);
  const { userId, name, role, mute } = member;
  const muted = holds(mute, ui.now);
  return (
    <li>
      <p>
        <b>
          <bdi>{name}</bdi>
        </b>{" "}
        {role !== "participant" && <span>{t.roles[role]}</span>}{" "}
        {muted && (
          <span>{mute.until ? t.mutedUntil(fullTime(ui, mute.until)) : t.mutedForGood}</span>
        )}
      </p>
      {muted && (
        <button
          class="btn small"
          type="button"
          disabled={busy}
          onClick={() => void act("member:unmute", { ...stamp(), userId })}
        >
          {t.unmuteMember}
          <span class="sr"> {name}</span>
        </button>
      )}
      {host && role !== "participant" && (
        <button
          class="btn small"
          type="button"
          disabled={busy}
          onClick={() => void act("member:revoke", { ...stamp(), userId })}
        >
          {t.revoke}
          <span class="sr"> {name}</span>
        </button>
      )}
      {failure && <Wrong text={sentenceFor(ui, failure)} alert />}
    </li>
  );
}
