import { effect, signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { ask } from "#client/ask.ts";
import { glossaryFor, readyFor } from "#client/glossary.ts";
import type { Lang, Messages } from "#client/messages/messages.ts";
import { onReturn } from "#client/on-return.ts";
import type { AdminList } from "#client/pages/new-discussion.tsx";
import type { Desk } from "#client/pages/space-desk.tsx";
import { accessToken, begin, person, resume, signOut, signOutEverywhere } from "#client/session.ts";
import { type Taken, takeOver } from "#client/take-over.tsx";
import { uuidv7 } from "#client/uuid.ts";
import { AccountScreen, RegisterScreen, SignInScreen } from "#client/view/account-screens.tsx";
import { FindScreen, findProps } from "#client/view/find-screen.tsx";
import { GlossaryContext } from "#client/view/glossary.tsx";
import { GoneScreen } from "#client/view/gone-screen.tsx";
import { LinkScreen } from "#client/view/link-screen.tsx";
import { ListScreen } from "#client/view/list-screen.tsx";
import { NoticeScreen } from "#client/view/notice-screen.tsx";
import type { FormPage, Page } from "#client/view/page-state.ts";
import { ParticipationScreen } from "#client/view/participation-screen.tsx";
import { SpaceScreen } from "#client/view/space-screen.tsx";
import type { Output, RawInput } from "#shared/commands.ts";
import type { Category } from "#shared/model.ts";
import type { Failure, Result } from "#shared/refusals.ts";

const busy = signal(false);
const failure = signal<Failure | null>(null);

/** Asks once at a time; what went wrong is shown where it went wrong. */
async function attempt<T>(act: () => Promise<Result<T>>, then: (value: T) => void): Promise<void> {
  if (busy.value) return;
  busy.value = true;
  failure.value = null;
  const result = await act();
  busy.value = false;
  if (result.ok) then(result.value);
  else failure.value = result.failure;
}

type Values = Record<string, string>;

/** The pages without a live discussion. */
export async function startPage(page: Taken): Promise<void> {
  const { state } = page;
  if (state.page.name === "join-in") {
    const { startJoinIn } = await import("#client/pages/join-in.tsx");
    return startJoinIn(page, state.page);
  }
  if (state.page.name === "find") await readyFor(findProps(state.page).discussion.terms);
  const site = () => ({
    here: state.here,
    name: person.value.is === "signed_in" ? person.value.account.name : null,
    onSignOut: () => void signOut(),
  });
  if (state.page.name === "sign-in" || state.page.name === "register")
    failure.value = state.page.failure;
  const form = () => ({ ...site(), busy: busy.value, failure: failure.value });
  await takeOver(page, viewOf({ t: page.t, lang: state.lang }, state.page, site, form));
  void resume(state.session);
}

type Site = () => { here: string; name: string | null; onSignOut: () => void };
type FormState = () => ReturnType<Site> & { busy: boolean; failure: Failure | null };

function viewOf(
  { t, lang }: { t: Messages; lang: Lang },
  page: Page,
  site: Site,
  form: FormState,
): () => preact.VNode | null {
  switch (page.name) {
    case "list":
      return listView(lang, page, site);
    case "space":
      return spaceView(lang, page, site);
    case "find":
      return findView(page, site);
    case "participation":
      return () => (
        <ParticipationScreen {...site()} discussion={page.discussion} found={page.found} />
      );
    case "sign-in":
      return () => <SignInScreen {...form()} {...fieldsOf(page)} onSubmit={signInTo(page.next)} />;
    case "register":
      return () => (
        <RegisterScreen {...form()} {...fieldsOf(page)} onSubmit={registerTo(t, page.next)} />
      );
    case "account":
      return accountView(lang, form);
    case "link":
      return linkView(page.token, page.link, form);
    case "gone":
      return goneView(page, site);
    case "notice":
      return () => <NoticeScreen {...site()} notice={page.notice} />;
    default:
      return () => null;
  }
}

/** A post that the public can't read may be its author's to see, or a moderator's: then it is shown in its place. */
function goneView({ postId, was }: Extract<Page, { name: "gone" }>, site: Site) {
  const stop = effect(() => {
    if (person.value.is !== "signed_in") return;
    queueMicrotask(() => stop());
    void ask("post:locate", { postId }, accessToken()).then((found) => {
      if (found.ok && !found.value.gone)
        location.replace(`/d/${found.value.slug}?post=${postId}#p-${postId}`);
    });
  });
  return () => <GoneScreen {...site()} was={was} />;
}

/** Of a list's page: where it begins. */
const before = () => new URLSearchParams(location.search).get("before");

/** Hosts also see their drafts; admins see all of them, and may begin a discussion. */
function listView(lang: Lang, page: Extract<Page, { name: "list" }>, site: Site) {
  const shown = signal<Pick<typeof page, "list" | "spaces">>(page);
  const more = signal<AdminList | null>(null);
  const readMore = async (who = person.peek()) => {
    if (who.is !== "signed_in") return;
    const { adminList, ownDrafts } = await import("#client/pages/new-discussion.tsx");
    const { discussions } = shown.peek().list;
    const found = who.account.admin
      ? await adminList(lang, before())
      : { form: null, discussions: [...(before() ? [] : await ownDrafts()), ...discussions] };
    if (person.peek() === who) more.value = found;
  };
  effect(() => {
    more.value = null;
    void readMore(person.value);
  });
  onReturn(async () => {
    const { readList } = await import("#client/pages/read-again.ts");
    shown.value = (await readList(before())) ?? shown.peek();
    await readMore();
  });
  return () => (
    <ListScreen
      {...site()}
      discussions={more.value?.discussions ?? shown.value.list.discussions}
      spaces={shown.value.spaces}
      olderHref={page.olderHref}
      form={more.value?.form}
    />
  );
}

/** Admins see its drafts too, and may change it. */
function spaceView(lang: Lang, page: Extract<Page, { name: "space" }>, site: Site) {
  const read = signal(page.read);
  const desk = signal<Desk | null>(null);
  const { slug } = page.read.space;
  const readMore = async (who = person.peek()) => {
    if (who.is !== "signed_in" || !who.account.admin) return;
    const { openDesk } = await import("#client/pages/space-desk.tsx");
    const opened = await openDesk(lang, slug, (fresh) => {
      read.value = fresh;
    });
    if (person.peek() === who) desk.value = opened;
  };
  effect(() => {
    desk.value = null;
    void readMore(person.value);
  });
  onReturn(async () => {
    if (desk.peek()) return readMore();
    const { readSpace } = await import("#client/pages/read-again.ts");
    read.value = (await readSpace(slug, before())) ?? read.peek();
  });
  return () => (
    <SpaceScreen
      {...site()}
      read={read.value}
      olderHref={page.olderHref}
      desk={desk.value?.(read.value)}
    />
  );
}

/** The server shows what everybody may see; whoever is signed in may find more. What is wrong is so for everybody. */
function findView(page: Extract<Page, { name: "find" }>, site: Site) {
  const found = signal(page.found);
  const wrong = signal(page.failure);
  const stop = effect(() => {
    if (person.value.is !== "signed_in" || page.failure) return;
    const before = new URLSearchParams(location.search).get("before");
    const query = { discussionId: page.snapshot.discussionId, ...page.query, before };
    void ask("post:find", query as RawInput<"post:find">, accessToken()).then((answer) => {
      if (answer.ok) found.value = answer.value;
      // Where there is something to read already, it stays.
      else if (page.found.head === 0) wrong.value = answer.failure;
    });
    queueMicrotask(() => stop());
  });
  const shown = findProps(page);
  const { terms } = shown.discussion;
  /** What the server found was everybody's, and so is the next page it knows of. */
  const onward = (next: string | null) => {
    const query = new URLSearchParams(location.search);
    if (next) query.set("before", next);
    return next && `${location.pathname}?${query}`;
  };
  return () => (
    <GlossaryContext.Provider value={glossaryFor(terms)}>
      <FindScreen
        {...site()}
        {...shown}
        found={found.value}
        failure={wrong.value}
        nextHref={found.value === page.found ? shown.nextHref : onward(found.value.next)}
      />
    </GlossaryContext.Provider>
  );
}

const fieldsOf = ({ next, typed, spoken }: FormPage) => ({ next, typed, spoken });

const goOn = (next: string) => (session: Output<"account:sign-in">) => {
  begin(session);
  location.assign(next);
};

const signInTo = (next: string) => (values: Values) => {
  const { email = "", password = "" } = values;
  void attempt(() => ask("account:sign-in", { email, password }, null), goOn(next));
};

const registerTo = (t: Messages, next: string) => (values: Values) => {
  const { name = "", email = "", password = "", organisation = "" } = values;
  const { category = "", commandId = uuidv7() } = values;
  const isCategory = (value: string): value is Category => Object.hasOwn(t.categories, value);
  const input = {
    ...{ name, email, password, organisation: organisation || null },
    category: isCategory(category) ? category : null,
    commandId,
  };
  void attempt(() => ask("account:register", input, null), goOn(next));
};

const signedIn = () => (person.value.is === "unknown" ? null : person.value.is === "signed_in");

function accountView(lang: Lang, form: FormState) {
  const done = signal(false);
  const contacts = signal<ComponentChildren>(null);
  const readContacts = async () => {
    const who = person.peek();
    if (who.is !== "signed_in") return;
    const { ownContacts } = await import("#client/pages/own-contacts.tsx");
    const found = await ownContacts(lang);
    if (person.peek() === who) contacts.value = found;
  };
  effect(() => {
    if (person.value.is !== "signed_in") contacts.value = null;
    void readContacts();
  });
  onReturn(readContacts);
  const change = ({ currentPassword = "", newPassword = "" }: Values) => {
    done.value = false;
    const input = { currentPassword, newPassword, commandId: uuidv7() };
    void attempt(
      () => ask("account:change-password", input, accessToken()),
      (session) => {
        begin(session);
        done.value = true;
      },
    );
  };
  const everywhere = async () => {
    failure.value = await signOutEverywhere(uuidv7());
  };
  return () => (
    <AccountScreen
      {...form()}
      signedIn={signedIn()}
      done={done.value}
      onSubmit={change}
      onSignOutEverywhere={() => void everywhere()}
    >
      {contacts.value}
    </AccountScreen>
  );
}

function linkView(token: string, link: Output<"link:read"> | null, form: FormState) {
  const accepted = signal<Output<"link:accept"> | null>(null);
  const commandId = uuidv7();
  const accept = () => {
    void attempt(
      () => ask("link:accept", { token, commandId }, accessToken()),
      (value) => {
        accepted.value = value;
      },
    );
  };
  return () => (
    <LinkScreen
      {...form()}
      link={link}
      signedIn={signedIn()}
      accepted={accepted.value}
      onAccept={accept}
    />
  );
}
