import { useContext } from "preact/hooks";
import type { PostView } from "#shared/model.ts";
import type { Writing } from "./actions.ts";
import { isolated } from "./format.ts";
import { Ask, Decide, MuteForm } from "./moderate-forms.tsx";
import { useModerating } from "./moderating.ts";
import { confirms } from "./organisations.tsx";
import type { PostActionsProps } from "./parts.ts";
import { PostFrameContext } from "./post-frame.ts";
import { type Reader, runs } from "./reader.ts";
import { StaffContext } from "./staff.ts";
import { stayAt } from "./stay-at.ts";
import { TagForm } from "./tag-form.tsx";
import { Translating } from "./translating.tsx";
import { targetsFor } from "./translation-targets.ts";
import { useUi } from "./ui.ts";
import type { useAct } from "./use-act.ts";

/** What can be open below a post. */
export type Open = "hide" | "reject" | "mute" | "withdraw" | "tag" | "confirm" | "translate" | null;
type Acting = ReturnType<typeof useAct>;

interface OpenedProps {
  post: PostView;
  open: Open;
  acting: Acting;
  reader: Reader;
  writing: Writing;
  close(): void;
}

/** What is asked before an act that needs a reason, or can't be taken back by the same button. */
export function Opened({ post, open, acting, reader, writing, close }: OpenedProps) {
  const ui = useUi();
  const { t } = ui;
  const m = useModerating();
  const { busy, failure, act, stamp } = acting;
  const postId = post.id;
  const done = () => {
    close();
    stayAt(postId);
  };
  const { author, reference } = post;
  if (open === "translate") return <Translating {...{ post, reader, writing, close }} />;
  if (open === "withdraw")
    return (
      <Ask
        {...{ busy, failure }}
        question={m.withdrawAsk}
        takes
        yes={t.withdraw}
        onYes={async () => void ((await act("post:withdraw", { ...stamp(), postId })) && done())}
        onNo={close}
      />
    );
  if (open === "confirm" && author?.organisation) {
    const { name, organisation } = author;
    return (
      <Ask
        {...{ busy, failure }}
        question={m.confirmAsk({
          name: isolated(ui, name),
          organisation: isolated(ui, organisation),
        })}
        yes={m.confirmOrganisation}
        onYes={async () =>
          void ((await act("voice:confirm", { ...stamp(), account: name, organisation })) && done())
        }
        onNo={close}
      />
    );
  }
  if (open === "tag")
    return (
      <TagForm
        {...{ post, busy, failure }}
        onTag={async (topics, seq) =>
          void ((await act("post:tag", { ...stamp(), postId, topics, seq })) && done())
        }
        onCancel={close}
      />
    );
  if (open === "mute" && author)
    return (
      <MuteForm
        {...{ busy, failure }}
        name={author.name}
        onMute={async (mute) =>
          void ((await act("member:mute", { ...stamp(), userId: author.id, ...mute })) && done())
        }
        onCancel={close}
      />
    );
  if (open !== "hide" && open !== "reject") return null;
  return (
    <Decide
      {...{ busy, failure }}
      title={open === "hide" ? m.hideTitle(reference ?? "") : m.rejectTitle}
      hint={open === "hide" ? m.reasonHint : m.reasonHintAuthor}
      yes={open === "hide" ? m.hide : m.reject}
      onDecide={async (decision) => {
        const decided = { ...stamp(), postId, ...decision };
        const granted =
          open === "hide"
            ? await act("post:hide", decided)
            : await act("post:reject", { ...decided, seq: post.seq });
        if (granted) done();
      }}
      onCancel={close}
    />
  );
}

interface ModeratorMenuProps extends PostActionsProps {
  acting: Acting;
  close(): void;
  onOpen(what: Open): void;
}

/** What a moderator may do with a post. */
export function ModeratorMenu(props: ModeratorMenuProps) {
  const { post, own, mutedUntil, acting, close, onOpen } = props;
  const { t } = useUi();
  const m = useModerating();
  const { busy, act, stamp } = acting;
  const { state, author } = post;
  const { topics, voices } = useContext(PostFrameContext);
  const staff = useContext(StaffContext);
  const item = (label: string, onClick: () => unknown) => (
    <button
      key={label}
      type="button"
      disabled={busy}
      onClick={() => {
        close();
        onClick();
      }}
    >
      {label}
    </button>
  );
  const acts = (
    label: string,
    command:
      | "post:pin"
      | "post:unpin"
      | "post:restore"
      | "post:mark-official"
      | "post:unmark-official",
  ) => item(label, () => act(command, { ...stamp(), postId: post.id }));
  const opens = (label: string, what: Open) => item(label, () => onOpen(what));
  const byState = {
    pending: () => [
      item(m.approve, () => act("post:approve", { ...stamp(), postId: post.id, seq: post.seq })),
      opens(m.reject, "reject"),
    ],
    published: () => [
      post.pinned === null ? acts(m.pin, "post:pin") : acts(m.unpin, "post:unpin"),
      (post.official && acts(m.unmarkOfficial, "post:unmark-official")) ||
        (post.parentId &&
          author &&
          (own || staff.has(author.id)) &&
          acts(m.markOfficial, "post:mark-official")),
      opens(m.hide, "hide"),
    ],
    hidden: () => [acts(m.restore, "post:restore")],
  };
  const known = (name: string): name is keyof typeof byState => name in byState;
  return (
    <>
      {known(state) && byState[state]()}
      {runs(props.reader) &&
        author?.organisation &&
        !voices.some((voice) => confirms(voice, author)) &&
        opens(m.confirmOrganisation, "confirm")}
      {known(state) && topics.length > 0 && opens(m.tag, "tag")}
      {targetsFor(post, own, props.reader, props.writing).length > 0 &&
        opens(t.translate, "translate")}
      {!own && author && mutedUntil === false && opens(m.mute, "mute")}
      {!own &&
        author &&
        mutedUntil !== false &&
        item(m.unmute, () => act("member:unmute", { ...stamp(), userId: author.id }))}
    </>
  );
}
