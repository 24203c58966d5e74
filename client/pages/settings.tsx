import { uuidv7 } from "#client/uuid.ts";
import "#client/style/settings.css";
import { batch, computed, effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { askAsHost } from "#client/host-routes.ts";
import { hostCatalogues } from "#client/messages/host-messages.ts";
import { toSettings } from "#client/pages/new-discussion.tsx";
import { person, resume, signOut } from "#client/session.ts";
import { savedOf } from "#client/settings/draft.ts";
import { languagesOf } from "#client/settings/missing.ts";
import { changesIn, fieldOf, itemAt, type Part, partsOf } from "#client/settings/parts.ts";
import { clashes, merged, undecided, valueAt, withValue } from "#client/settings/three-way.ts";
import { afterMerge, type Theirs, withSet, withTheirs } from "#client/settings/undecided.ts";
import { wrongTime } from "#client/settings/wall-time.ts";
import { listInSpace, spacesFor } from "#client/space-lists.ts";
import { type Taken, takeOver } from "#client/take-over.tsx";
import { sentenceFor } from "#client/view/failure.ts";
import { clock } from "#client/view/format.ts";
import { faultIn } from "#client/view/host/faults.ts";
import { type ListedSpace, SpacesListing } from "#client/view/host/spaces-listing.tsx";
import { HostContext } from "#client/view/host/use-host.ts";
import { runs } from "#client/view/reader.ts";
import { SettingsForm } from "#client/view/settings/settings-form.tsx";
import type { Fault } from "#client/view/settings/told.tsx";
import { SettingsFrame } from "#client/view/settings-frame.tsx";
import { useUi } from "#client/view/ui.ts";
import type { DiscussionId, DiscussionRef } from "#shared/ids.ts";
import { type Failure, faultsOf, type Result } from "#shared/refusals.ts";

type Held = ReturnType<typeof savedOf>;

/** What the page of the settings is at: not loaded yet, not for this reader, or a form. */
const held = signal<Held | null>(null);
const refused = signal<Failure | null>(null);
const draft = signal<Held["draft"] | null>(null);
const chosen = signal("");
const faults = signal<readonly Fault[]>([]);
/** What somebody else saved where this host typed something else, until it is decided which of the two stays. */
const theirs = signal<Theirs>(new Map());
const clashing = computed(() => undecided(draft.value, theirs.value));
const languages = computed(() => (draft.value ? languagesOf(draft.value, clashing.value) : []));
/** The one chosen, as long as it is one of them. */
const language = computed(
  () => languages.value.find((each) => each === chosen.value) ?? languages.value[0] ?? "",
);
const behind = signal(false);
/** Where in the draft is what was saved while the rest wasn't. */
const reached = signal<readonly string[]>([]);
const attempts = signal(0);
const busy = signal(false);
const savedAt = signal<number | null>(null);
const changes = computed(() =>
  held.value && draft.value ? changesIn(held.value, draft.value) : 0,
);

const notAllowed: Failure = { code: "not_allowed", message: "" };
const isSignedOut = ({ code }: Failure) => code === "session_ended" || code === "unauthenticated";
const signInFirst: Failure = { code: "unauthenticated", message: "" };

/** The page on which a host edits all that the host writes. Nothing of it is rendered before it is known who is looking. */
export async function startSettings(page: Taken, slug: string): Promise<void> {
  const { lang, here } = page.state;
  const words = await hostCatalogues[lang]();
  const told = (failure: Failure, item: string | null = null) => {
    const sentence = faultIn({ t: page.t, lang }, words, failure);
    return item === null ? sentence : words.about({ item, sentence });
  };
  const save = () => void saveAll(page.clock.now, told);
  await takeOver(page, () => {
    const who = person.value;
    const where = held.value?.discussion.slug ?? slug;
    return (
      <HostContext.Provider value={words}>
        <SettingsFrame
          here={here}
          name={who.is === "signed_in" ? who.account.name : null}
          slug={where}
          onSignOut={() => void signOut()}
        >
          <Content here={here} save={save} />
        </SettingsFrame>
      </HostContext.Provider>
    );
  });
  addEventListener("beforeunload", (event) => {
    if (changes.peek() > 0) event.preventDefault();
  });
  await resume(page.state.session);
  // Whoever signs in again after the session ended goes on with what was typed.
  effect(() => {
    const { is } = person.value;
    if (is === "signed_in") {
      refused.value = null;
      if (held.peek() === null) void load(slug as DiscussionRef, lang);
    } else if (is !== "unknown" && held.peek() === null) refused.value = signInFirst;
  });
}

async function load(slug: DiscussionRef, lang: string): Promise<void> {
  const read = await askAsHost("discussion:read", { discussionId: slug });
  if (!read.ok) {
    refused.value = read.failure;
    return;
  }
  if (!runs(read.value.viewer)) {
    refused.value = notAllowed;
    return;
  }
  const fresh = savedOf(read.value);
  batch(() => {
    chosen.value = lang;
    draft.value = fresh.draft;
    held.value = fresh;
  });
}

function Content({ here, save }: { here: string; save(): void }) {
  const ui = useUi();
  const { t } = ui;
  const saved = held.value;
  const now = draft.value;
  if (refused.value && !saved)
    return (
      <>
        <p>{sentenceFor(ui, refused.value)}</p>
        {refused.value.code === "unauthenticated" && (
          <p>
            <a class="btn primary" href={`/sign-in?next=${encodeURIComponent(here)}`}>
              {t.signIn}
            </a>
          </p>
        )}
      </>
    );
  if (!saved || !now) return <p>{t.loading}</p>;
  const who = person.value;
  return (
    <SettingsForm
      draft={now}
      admin={who.is === "signed_in" && who.account.admin}
      language={language.value}
      languages={languages.value}
      discussion={saved.discussion}
      questions={[...saved.feed.questions.values()].sort((a, b) => a.number - b.number)}
      site={location.origin}
      faults={faults.value}
      clashing={clashing.value}
      behind={behind.value}
      reached={reached.value}
      attempts={attempts.value}
      ended={who.is !== "signed_in"}
      changes={changes.value}
      busy={busy.value}
      savedAt={savedAt.value === null ? null : clock(ui, savedAt.value)}
      writing={{
        stamp: () => ({ discussionId: saved.discussion.id, commandId: uuidv7() }),
        act: async (name, input) => {
          const result = await askAsHost(name, input);
          if (result.ok) await readAgain([]);
          return result;
        },
      }}
      discussionId={saved.discussion.id}
      dropFile={(fileId) =>
        void askAsHost("file:drop", { discussionId: saved.discussion.id, fileId })
      }
      sendFile={(input) => askAsHost("file:put", input)}
      set={(path, value) => become(withSet(open(now), path, value))}
      theirsAt={(path) => (clashing.value.includes(path) ? theirs.value.get(path) : undefined)}
      takeTheirs={(path) => become(withTheirs(open(now), path))}
      keepMine={decided}
      onLanguage={(tag) => {
        chosen.value = tag;
      }}
      onSave={save}
      onCopy={(values) => copy(saved, values)}
      spaces={<Spaces discussionId={saved.discussion.id} />}
    />
  );
}

const open = (now: Held["draft"]) => ({ draft: draft.peek() ?? now, theirs: theirs.peek() });
const become = (next: ReturnType<typeof open>) =>
  batch(() => {
    draft.value = next.draft;
    theirs.value = next.theirs;
  });
const decided = (path: string) => {
  theirs.value = new Map([...theirs.peek()].filter(([each]) => each !== path));
};

/** Where it is listed. What is changed here holds at once and is no part of what the form saves. */
function Spaces({ discussionId }: { discussionId: DiscussionId }) {
  const [spaces, setSpaces] = useState<readonly ListedSpace[]>([]);
  const read = async () => {
    const found = await spacesFor(discussionId);
    if (found) setSpaces(found);
  };
  useEffect(() => void read(), [discussionId]);
  return (
    <SpacesListing
      spaces={spaces}
      onList={async (space, on) => {
        const failure = await listInSpace(space.id, discussionId, on);
        await read();
        return failure;
      }}
    />
  );
}

async function copy({ discussion }: Held, { slug = "" }: Record<string, string>) {
  const input = { discussionId: discussion.id, slug: slug.trim() };
  const made = await askAsHost("discussion:copy", {
    ...input,
    commandId: commandIdFor({ name: "discussion:copy", input }),
  });
  return made.ok ? toSettings(made.value.slug, "copy") : made.failure;
}

const sentBefore = new Map<string, string>();
/** The same change, sent once more because no answer came, is the same command. */
function commandIdFor({ name, input }: { name: string; input: object }): string {
  const content = JSON.stringify([name, input]);
  const id = sentBefore.get(content) ?? uuidv7();
  sentBefore.set(content, id);
  return id;
}

function sendPart(part: Part, commandId: string): Promise<Result<unknown>> {
  switch (part.name) {
    case "discussion:update":
      return askAsHost(part.name, { ...part.input, commandId });
    case "question:update":
      return askAsHost(part.name, { ...part.input, commandId });
    case "question:add":
      return askAsHost(part.name, { ...part.input, commandId });
  }
}

/** The server only knows that it isn't the form of a time or a date. */
function asTyped(fault: Failure, now: Held["draft"]): Failure {
  const isForm = fault.details?.rule === "datetime" || fault.details?.rule === "date";
  const rule = isForm && wrongTime(String(valueAt(now, fault.field ?? "")), now.timeZone);
  return rule ? { ...fault, details: { rule } } : fault;
}

/** Sends what changed, one command after the other; what is refused stays as it was typed. */
async function saveAll(
  now: () => number,
  told: (failure: Failure, item?: string | null) => string,
): Promise<void> {
  const from = held.peek();
  const typed = draft.peek();
  if (!from || !typed || busy.peek()) return;
  if (clashing.peek().length > 0) {
    attempts.value++;
    return;
  }
  busy.value = true;
  const done: Part[] = [];
  const wrong: Fault[] = [];
  let late = false;
  for (const part of partsOf(from.discussion.id, from, typed)) {
    const result = await sendPart(part, commandIdFor(part));
    if (result.ok) {
      done.push(part);
      continue;
    }
    const { failure } = result;
    // That the sign-in has ended is told beside the button, with the way to go on.
    if (isSignedOut(failure)) continue;
    if (failure.code === "conflict" && failure.field === "seq") late = true;
    else
      for (const fault of faultsOf(failure))
        wrong.push({
          path: fieldOf(part, fault.field, language.peek()),
          sentence: told(asTyped(fault, typed), itemAt(part, fault.field)),
        });
  }
  if (done.length > 0 || late) {
    const failure = await readAgain(done);
    if (failure && !isSignedOut(failure)) wrong.push({ path: null, sentence: told(failure) });
  }
  batch(() => {
    busy.value = false;
    // The same site named wrongly twice is one fault.
    faults.value = [...new Map(wrong.map((fault) => [JSON.stringify(fault), fault])).values()];
    behind.value = late;
    reached.value = wrong.length > 0 || late ? done.map(({ at }) => at) : [];
    attempts.value++;
    if (done.length > 0) savedAt.value = now();
  });
  const slug = held.peek()?.discussion.slug;
  if (slug) history.replaceState(history.state, "", `/d/${slug}/settings${location.search}`);
}

/** The newest state becomes the ground; what was typed and isn't saved stays on top of it. */
async function readAgain(done: readonly Part[]): Promise<Failure | null> {
  const from = held.peek();
  const typed = draft.peek();
  if (!from || !typed) return null;
  const read = await askAsHost("discussion:read", { discussionId: from.discussion.id });
  if (!read.ok) return read.failure;
  const fresh = savedOf(read.value);
  const now = draft.peek() ?? typed;
  // What was just saved is as typed there, and cleaned here: no difference between two people.
  const ground = done.reduce(
    (before, part) =>
      part.name === "discussion:update"
        ? part.keys.reduce((all, key) => withValue(all, key, valueAt(typed, key)), before)
        : withValue(before, part.at, valueAt(typed, part.at)),
    from.draft,
  );
  const isDone = (path: string) =>
    done.some((part) =>
      part.name === "discussion:update"
        ? part.keys.some((key) => path === key || path.startsWith(`${key}.`))
        : path.startsWith(`${part.at}.`),
    );
  const added = Object.entries(now.added).filter(
    ([key]) => !done.some(({ at }) => at === `added.${key}`),
  );
  batch(() => {
    // What is undecided since an earlier time is no change of theirs any more.
    const still = new Map([...theirs.peek()].filter(([path]) => clashing.peek().includes(path)));
    const both = [
      ...afterMerge(still, ground, now, fresh.draft),
      ...clashes(from.draft, { ...now, added: {} }, fresh.draft),
    ];
    theirs.value = new Map(both.filter(([path]) => !isDone(path)));
    draft.value = { ...merged(ground, now, fresh.draft), added: Object.fromEntries(added) };
    held.value = fresh;
  });
  return null;
}
