import type { FunctionComponent } from "preact";
import { useState } from "preact/hooks";
import { holds } from "#client/feed/may-write.ts";
import { hostCatalogues } from "#client/messages/host-messages.ts";
import type { Lang } from "#client/messages/messages.ts";
import type { Writing } from "#client/view/actions.ts";
import { sentenceAt } from "#client/view/fault.ts";
import { Field, Wrong } from "#client/view/field.tsx";
import { fullTime, isolated } from "#client/view/format.ts";
import { useModerating } from "#client/view/moderating.ts";
import type { HostPanelProps } from "#client/view/parts.ts";
import { usePlainUi } from "#client/view/plain-ui.ts";
import { runs } from "#client/view/reader.ts";
import { useUi } from "#client/view/ui.ts";
import { useAct } from "#client/view/use-act.ts";
import type { Output } from "#shared/commands.ts";
import type { GrantedRole, MemberView } from "#shared/model.ts";
import { DraftState } from "./draft-state.tsx";
import { Exposure } from "./exposure.tsx";
import { Phase } from "./phase.tsx";
import { RowAct } from "./row-act.tsx";
import { HostContext, useHost } from "./use-host.ts";
import { Voices } from "./voices.tsx";

/** The desk with its sentences in the reader's language. */
export async function deskIn(lang: Lang): Promise<FunctionComponent<HostPanelProps>> {
  const words = await hostCatalogues[lang]();
  return (props) => (
    <HostContext.Provider value={words}>
      <Desk {...props} />
    </HostContext.Provider>
  );
}

/** What moderators and hosts do with the discussion as a whole. */
function Desk({ discussion, reader, members, questions, writing }: HostPanelProps) {
  const h = useHost();
  const host = runs(reader);
  return (
    <div class="parts">
      {discussion.phase === "draft" && <DraftState discussion={discussion} questions={questions} />}
      {host && (
        <section>
          <a class="btn" href={`/d/${discussion.slug}/settings`}>
            {h.settingsOpen}
          </a>
          {/* What a draft still needs is told above. */}
          {(discussion.phase !== "draft" || questions.length > 0) && (
            <Phase discussion={discussion} questions={questions.length} writing={writing} />
          )}
        </section>
      )}
      <p>
        <a href={`/d/${discussion.slug}/posts?asks=moderators&answered=no&order=oldest`}>
          {h.askedOpen}
        </a>
      </p>
      {host && (
        <p>
          <a href={`/d/${discussion.slug}/join-in`}>{h.contactsOpen}</a>
        </p>
      )}
      {host && <Invitation writing={writing} />}
      {host && <Granting writing={writing} />}
      {host && <Voices discussion={discussion} writing={writing} />}
      <Members members={members} host={host} writing={writing} />
      {discussion.phase !== "draft" && (
        <Exposure discussion={discussion} questions={questions} writing={writing} />
      )}
    </div>
  );
}

const granted: readonly GrantedRole[] = ["moderator", "host"];
const isGranted = (value: string): value is GrantedRole => granted.some((role) => role === value);

function RoleField({ role, onChange }: { role: GrantedRole; onChange(role: GrantedRole): void }) {
  const { t } = usePlainUi();
  const h = useHost();
  return (
    <Field label={h.role}>
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
  const ui = usePlainUi();
  const { t } = ui;
  const h = useHost();
  const m = useModerating();
  const [role, setRole] = useState<GrantedRole>("moderator");
  const [valid, setValid] = useState<Validity>("day");
  const [link, setLink] = useState<Output<"member:invite"> | null>(null);
  const [copied, setCopied] = useState(false);
  const { busy, failure, act, stamp } = useAct(writing);
  const make = async () => {
    setCopied(false);
    const made = await act("member:invite", { ...stamp(), role, hours: validity[valid] });
    if (!made) return;
    setLink(made);
    writing.say(readyFor(made));
  };
  const readyFor = (made: Output<"member:invite">) =>
    h.linkReady({ role: t.roles[made.role], when: fullTime(ui, made.expiresAt) });
  const copy = async (url: string) => {
    const done = await writing.copy(url);
    setCopied(done);
    if (done) writing.say(t.copied);
  };
  return (
    <form
      aria-label={h.inviteTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{h.inviteTitle}</h2>
      <p class="hint">{h.inviteHint}</p>
      <RoleField role={role} onChange={setRole} />
      <Field label={h.validFor}>
        {(control) => (
          <select
            {...control}
            value={valid}
            onChange={({ currentTarget: { value } }) => isValidity(value) && setValid(value)}
          >
            <option value="hour">{m.hour}</option>
            <option value="day">{m.day}</option>
            <option value="week">{m.week}</option>
          </select>
        )}
      </Field>
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
      <button class="btn" type="submit" aria-disabled={busy}>
        {h.makeLink}
      </button>
      {link && (
        <>
          <Field label={readyFor(link)}>
            {(control) => <input {...control} type="text" readOnly dir="ltr" value={link.url} />}
          </Field>
          <button class="btn" type="button" onClick={() => void copy(link.url)}>
            {copied ? t.copied : h.copy}
          </button>
        </>
      )}
    </form>
  );
}

function Granting({ writing }: { writing: Writing }) {
  const ui = useUi();
  const h = useHost();
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
      aria-label={h.grantTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void grant();
      }}
    >
      <h2>{h.grantTitle}</h2>
      <Field
        label={h.accountLabel}
        error={
          failure && (failure.code === "not_found" ? h.noSuchAccount : sentenceAt(ui, failure))
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
      <button class="btn" type="submit" aria-disabled={busy}>
        {h.grant}
      </button>
      {done && <p role="status">{h.granted(done)}</p>}
    </form>
  );
}

function Members({
  members,
  host,
  writing,
}: Pick<HostPanelProps, "members" | "writing"> & { host: boolean }) {
  const { now } = useUi();
  const h = useHost();
  const listed = members.filter(({ role, mute }) => role !== "participant" || holds(mute, now));
  return (
    <section>
      <h2 tabIndex={-1}>{h.members}</h2>
      {listed.length === 0 && <p class="hint">{h.noMembers}</p>}
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
  const ui = usePlainUi();
  const { t } = ui;
  const h = useHost();
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
        <RowAct
          {...{ label: h.unmuteMember, of: name, busy, writing }}
          done={h.unmuted(isolated(ui, name))}
          onAct={() => act("member:unmute", { ...stamp(), userId })}
        />
      )}
      {host && role !== "participant" && (
        <RowAct
          {...{ label: h.revoke, of: name, busy, writing }}
          done={h.revoked(isolated(ui, name))}
          onAct={() => act("member:revoke", { ...stamp(), userId })}
        />
      )}
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
    </li>
  );
}
