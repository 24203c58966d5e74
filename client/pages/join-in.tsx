import "#client/style/join-in.css";
import { batch, effect, signal } from "@preact/signals";
import { csvOf, download } from "#client/csv.ts";
import { askAsHost, type HostCommand } from "#client/host-routes.ts";
import { joiningWords } from "#client/messages/compiled/joining.ts";
import { onReturn } from "#client/on-return.ts";
import { person, resume, signOut } from "#client/session.ts";
import { type Taken, takeOver } from "#client/take-over.tsx";
import { uuidv7 } from "#client/uuid.ts";
import { Contacts } from "#client/view/host/contacts.tsx";
import { JoinInScreen, type OwnContact } from "#client/view/join-in-screen.tsx";
import type { Invited } from "#client/view/page-state.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import type { Failure } from "#shared/refusals.ts";

const own = signal<OwnContact | null>(null);
const unread = signal<Failure | null>(null);
const busy = signal(false);
/** What was refused, and in which of the forms. */
const refused = signal<{ at: "own" | "host"; failure: Failure } | null>(null);
const done = signal<{ contacts: number; file: string } | null>(null);

/** The page on which participants leave their contact for what comes after the discussion, and hosts take them out. */
export async function startJoinIn(page: Taken, { discussion }: { discussion: Invited }) {
  const { here, session } = page.state;
  const { id: discussionId, slug } = discussion;
  const read = async () => {
    const who = whose();
    const found = await askAsHost("contact:mine", { discussionId });
    if (whose() !== who) return;
    unread.value = found.ok ? null : found.failure;
    if (found.ok) own.value = found.value;
  };
  const ask = async <N extends HostCommand>(
    at: "own" | "host",
    name: N,
    input: RawInput<N>,
  ): Promise<Output<N> | null> => {
    if (busy.peek()) return null;
    busy.value = true;
    refused.value = null;
    const result = await askAsHost(name, input);
    // Also what was refused may have been for something that has changed.
    if (result.ok || result.failure.code === "conflict") await read();
    busy.value = false;
    if (result.ok) return result.value;
    refused.value = { at, failure: result.failure };
    return null;
  };
  const give = async (consent: boolean): Promise<boolean> => {
    const words = JSON.stringify(own.peek()?.invitation?.words);
    const send = () => {
      const input = { consent, invitation: own.peek()?.invitation?.id ?? null };
      return ask("own", "contact:give", { discussionId, ...input, commandId: uuidv7() });
    };
    if (await send()) return true;
    // Another of the host's texts has changed, and this one still says what was agreed to.
    const isSame = JSON.stringify(own.peek()?.invitation?.words) === words;
    return refused.peek()?.failure.code === "conflict" && isSame && (await send()) !== null;
  };
  const takeBack = async () =>
    (await ask("own", "contact:withdraw", { discussionId, commandId: uuidv7() })) !== null;
  const take = async (reason: string) => {
    done.value = null;
    const listed = await ask("host", "contact:list", { discussionId, reason });
    if (!listed) return false;
    const file = `${slug}-contacts.csv`;
    download(file, tableOf(page, listed.contacts));
    done.value = { contacts: listed.contacts.length, file };
    return true;
  };
  const failureAt = (at: "own" | "host") =>
    refused.value?.at === at ? refused.value.failure : null;
  await takeOver(page, () => {
    const who = person.value;
    const account = who.is === "signed_in" ? who.account : null;
    const host = own.value?.host;
    return (
      <JoinInScreen
        {...{ here, discussion, account }}
        name={account?.name ?? null}
        onSignOut={() => void signOut()}
        signedIn={who.is === "unknown" ? (session ? null : false) : account !== null}
        own={account && own.value}
        unread={account && unread.value}
        busy={busy.value}
        failure={failureAt("own")}
        onGive={give}
        onTakeBack={takeBack}
      >
        {account && host && (
          <Contacts
            told={host}
            busy={busy.value}
            failure={failureAt("host")}
            done={done.value}
            onDownload={take}
          />
        )}
      </JoinInScreen>
    );
  });
  void resume(session);
  let shownTo: string | null = null;
  effect(() => {
    const who = person.value.is === "signed_in" ? person.value.account.id : null;
    if (who === shownTo) return;
    shownTo = who;
    batch(() => {
      own.value = null;
      unread.value = null;
      refused.value = null;
      done.value = null;
    });
    if (who !== null) void read();
  });
  onReturn(async () => {
    if (whose() !== null) await read();
  });
}

/** The account of now: renewing a session makes nobody somebody else. */
function whose(): string | null {
  const who = person.peek();
  return who.is === "signed_in" ? who.account.id : null;
}

/** With its heads in the reader's language; times as they are stored. */
function tableOf({ t, state }: Taken, contacts: Output<"contact:list">["contacts"]): string {
  const words = joiningWords[state.lang];
  return csvOf([
    [t.name, words.email, words.organisation, words.category, words.consentedAt, words.wording],
    ...contacts.map(({ name, email, organisation, category, consentedAt, current }) => [
      ...[name, email, organisation ?? "", category ? t.categories[category] : ""],
      ...[consentedAt, current ? words.wordingNow : words.wordingEarlier],
    ]),
  ]);
}
