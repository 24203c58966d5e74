import type { ComponentChildren } from "preact";
import { begin, newCounts, shownPosts, withExtras } from "#client/feed/reading.ts";
import { findingWords } from "#client/messages/compiled/finding.ts";
import { type Feed, start } from "#shared/feed.ts";
import type { QuestionId } from "#shared/ids.ts";
import type { SpaceSummary, Term } from "#shared/model.ts";
import { AccountScreen, RegisterScreen, SignInScreen } from "./account-screens.tsx";
import { inertReading, inertWriting } from "./actions.ts";
import { allParts } from "./all-parts.ts";
import { ChangesScreen } from "./changes-screen.tsx";
import { DiscussionScreen } from "./discussion-screen.tsx";
import { EmbedScreen } from "./embed-screen.tsx";
import { FindScreen, findProps } from "./find-screen.tsx";
import { GlossaryContext } from "./glossary.tsx";
import { GoneScreen } from "./gone-screen.tsx";
import { JoinInScreen } from "./join-in-screen.tsx";
import { LinkScreen } from "./link-screen.tsx";
import { ListScreen } from "./list-screen.tsx";
import { glossaryOf } from "./marking.tsx";
import { NoticeScreen } from "./notice-screen.tsx";
import type { Linked, PageState } from "./page-state.ts";
import { ParticipationScreen } from "./participation-screen.tsx";
import { usePlainUi } from "./plain-ui.ts";
import { SettingsFrame } from "./settings-frame.tsx";
import { SpaceScreen } from "./space-screen.tsx";
import { useUi } from "./ui.ts";
import { OrderRulesContext } from "./why-order.tsx";

const nothing = () => undefined;
const nobodySigned = { name: null, onSignOut: null };
const inertForm = { busy: false, failure: null, onSubmit: nothing };
const quiet = {
  arrived: new Set<never>(),
  unread: new Set<never>(),
  expanded: new Set<never>(),
  readers: { value: null },
  answering: new Map<never, never>(),
  line: { value: { state: "live" as const } },
  current: { value: null },
  reading: inertReading,
  status: { value: "" },
  onTry: nothing,
};

/** Gives the address of a question's older posts. */
export type OlderHref = (questionId: QuestionId) => string | null;

const ofFeed = (feed: Feed, linked: Linked | null = null) => {
  const reading = withExtras(begin(feed), linked?.posts ?? []);
  return { feed, shown: shownPosts(reading), fresh: newCounts(reading) };
};

function Glossed(props: { terms: readonly Term[] | undefined; children: ComponentChildren }) {
  return (
    <GlossaryContext.Provider value={glossaryOf(props.terms ?? [])}>
      {props.children}
    </GlossaryContext.Provider>
  );
}

/** The discussion as the server renders it, from a feed that may hold other pages than the newest. */
export function FirstDiscussion(props: {
  feed: Feed;
  here: string;
  olderHref: OlderHref;
  linked?: Linked | null;
  spaces?: readonly SpaceSummary[];
  /** On a page of earlier posts, which is for readers without script: its question's number. */
  earlier?: number;
}) {
  const { lang } = useUi();
  return (
    <Glossed terms={props.feed.discussion?.terms}>
      <OrderRulesContext.Provider value={findingWords[lang]}>
        <DiscussionScreen
          {...quiet}
          {...nobodySigned}
          {...ofFeed(props.feed, props.linked)}
          here={props.here}
          olderHref={props.olderHref}
          spaces={props.spaces ?? []}
          above={
            props.earlier !== undefined && <Earlier number={props.earlier} here={props.here} />
          }
          composing={null}
          blockOf={() => null}
          writing={{ ...inertWriting, parts: allParts }}
        />
      </OrderRulesContext.Provider>
    </Glossed>
  );
}

function Earlier({ number, here }: { number: number; here: string }) {
  const { t } = usePlainUi();
  return (
    <p class="earlier">
      <b>{t.earlierPage(number)}</b>{" "}
      <a class="btn" href={`${here}#q-${number}`}>
        {t.backToNewest}
      </a>
    </p>
  );
}

function Loading() {
  return <p class="script">{useUi().t.loading}</p>;
}

/** A page as the server renders it for everybody: nobody is signed in, and nothing was pressed yet. */
export function FirstView({ state, olderHref }: { state: PageState; olderHref: OlderHref }) {
  const { page, here } = state;
  const site = { ...nobodySigned, here };
  const form = { ...site, ...inertForm };
  switch (page.name) {
    case "discussion":
      return (
        <FirstDiscussion
          feed={start(page.snapshot)}
          linked={page.linked}
          spaces={page.spaces}
          here={here}
          olderHref={olderHref}
        />
      );
    case "embed": {
      const shown = ofFeed(start(page.snapshot));
      return (
        <Glossed terms={shown.feed.discussion?.terms}>
          <EmbedScreen {...quiet} {...shown} href={page.href} />
        </Glossed>
      );
    }
    case "find": {
      const shown = findProps(page);
      return (
        <Glossed terms={shown.discussion.terms}>
          <FindScreen {...site} {...shown} />
        </Glossed>
      );
    }
    case "list":
      return (
        <ListScreen
          {...site}
          discussions={page.list.discussions}
          spaces={page.spaces}
          olderHref={page.olderHref}
        />
      );
    case "space":
      return <SpaceScreen {...site} read={page.read} olderHref={page.olderHref} />;
    case "sign-in":
      return <SignInScreen {...page} {...form} failure={page.failure} />;
    case "register":
      return <RegisterScreen {...page} {...form} failure={page.failure} />;
    case "account":
      return <AccountScreen {...form} signedIn={null} done={false} onSignOutEverywhere={nothing} />;
    case "settings":
      return (
        <SettingsFrame {...site} slug={page.slug}>
          <Loading />
        </SettingsFrame>
      );
    case "link":
      return (
        <LinkScreen
          {...site}
          link={page.link}
          signedIn={null}
          busy={false}
          failure={null}
          accepted={null}
          onAccept={nothing}
        />
      );
    case "gone":
      return <GoneScreen {...site} was={page.was} />;
    case "changes":
      return <ChangesScreen {...page} {...site} />;
    case "participation":
      return <ParticipationScreen {...page} {...site} />;
    case "join-in":
      return (
        <JoinInScreen
          {...page}
          {...site}
          signedIn={state.session ? null : false}
          account={null}
          own={null}
          unread={null}
          busy={false}
          failure={null}
          onGive={async () => false}
          onTakeBack={async () => false}
        />
      );
    case "notice":
      return <NoticeScreen {...site} notice={page.notice} />;
  }
}
