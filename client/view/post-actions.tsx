import type { FunctionComponent } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { PostView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import type { Writing } from "./actions.ts";
import { sentenceFor } from "./failure.ts";
import { Wrong } from "./field.tsx";
import { fullTime, isolated, numeral } from "./format.ts";
import { Icon } from "./icon.tsx";
import { Menu } from "./menu.tsx";
import { Ask, Decide, MuteForm } from "./moderate-forms.tsx";
import type { PostActionsProps } from "./parts.ts";
import { moderates } from "./reader.ts";
import type { TagFormProps } from "./tag-form.tsx";
import { TopicsContext } from "./topics.tsx";
import { useUi } from "./ui.ts";
import { useAct } from "./use-act.ts";

type Open = "hide" | "reject" | "mute" | "withdraw" | "tag" | null;

/** What the reader can do with a post. What needs more than one word opens below, in place. */
export function PostActions(props: PostActionsProps) {
  const { post, reader, writing, mutedUntil } = props;
  const ui = useUi();
  const { t } = ui;
  const [open, setOpen] = useState<Open>(null);
  const acting = useAct(writing);
  const { failure } = acting;
  const choose = (next: Open) => {
    acting.forget();
    setOpen(next);
  };
  const may = moderates(reader);
  return (
    <>
      <div class="acts">
        <Own {...props} onWithdraw={() => choose("withdraw")} />
        {may && (
          <Menu label={t.more} of={t.ofPost(post.reference ?? "")}>
            {(close) => <ModeratorMenu {...props} acting={acting} close={close} onOpen={choose} />}
          </Menu>
        )}
      </div>
      {may && mutedUntil !== false && (
        <p class="meta">{mutedUntil ? t.mutedUntil(fullTime(ui, mutedUntil)) : t.mutedForGood}</p>
      )}
      {failure && open === null && <Wrong text={sentenceFor(ui, failure)} alert />}
      <Opened post={post} open={open} acting={acting} close={() => choose(null)} />
    </>
  );
}

/** The buttons that need no menu. */
function Own({
  post,
  own,
  reader,
  writing,
  onWithdraw,
}: PostActionsProps & { onWithdraw(): void }) {
  const ui = useUi();
  const { t } = ui;
  const { questionId, reference, state } = post;
  const mine = own && state !== "hidden";
  return (
    <>
      {state === "published" && (
        <button
          class="act script"
          type="button"
          onClick={() =>
            writing.open({ kind: "reply", questionId, parent: post, ...passageOf(post) })
          }
        >
          <Icon name="reply" />
          {t.reply}
          <span class="sr">
            {" "}
            {t.replyTo(isolated(ui, post.author?.name ?? ""), reference ?? "")}
          </span>
        </button>
      )}
      {state === "published" && <Support {...{ post, own, reader, writing }} />}
      {reference && <CopyLink post={post} writing={writing} />}
      {mine && state !== "rejected" && (
        <button
          class="act script"
          type="button"
          onClick={() => writing.open({ kind: "edit", questionId, post })}
        >
          <Icon name="edit" />
          {t.edit}
        </button>
      )}
      {mine && (
        <button class="act script" type="button" onClick={onWithdraw}>
          <Icon name="close" />
          {t.withdraw}
        </button>
      )}
    </>
  );
}

/** Somebody else's post can be supported; of one's own, and signed out, only the count is shown. */
function Support({
  post,
  own,
  reader,
  writing,
}: Pick<PostActionsProps, "post" | "own" | "reader" | "writing">) {
  const ui = useUi();
  const { t } = ui;
  const [failure, setFailure] = useState<Failure | null>(null);
  const { total, mine } = writing.supportOf(post);
  const count = total > 0 ? ` ${numeral(ui.lang, total)}` : "";
  if (own || reader.userId === null)
    return total > 0 ? (
      <span class="act num still">
        <Icon name="up" />
        {t.support(total)}
      </span>
    ) : null;
  const toggle = async () => setFailure(await writing.support(post, !mine));
  return (
    <>
      <button class="act script" type="button" aria-pressed={mine} onClick={() => void toggle()}>
        <Icon name="up" />
        {t.supportIt}
        <span class="num">{count}</span>
        <span class="sr"> {t.ofPost(post.reference ?? "")}</span>
      </button>
      {failure && <Wrong text={sentenceFor(ui, failure)} alert />}
    </>
  );
}

type Acting = ReturnType<typeof useAct>;

/** What is asked before an act that needs a reason, or can't be taken back by the same button. */
function Opened({
  post,
  open,
  acting,
  close,
}: {
  post: PostView;
  open: Open;
  acting: Acting;
  close(): void;
}) {
  const { t } = useUi();
  const { busy, failure, act, stamp } = acting;
  const postId = post.id;
  const { author, reference } = post;
  if (open === "withdraw")
    return (
      <Ask
        {...{ busy, failure }}
        question={t.withdrawAsk}
        yes={t.withdraw}
        onYes={async () => void ((await act("post:withdraw", { ...stamp(), postId })) && close())}
        onNo={close}
      />
    );
  if (open === "tag")
    return (
      <Tagging
        {...{ post, busy, failure }}
        onTag={async (topics, seq) =>
          void ((await act("post:tag", { ...stamp(), postId, topics, seq })) && close())
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
          void ((await act("member:mute", { ...stamp(), userId: author.id, ...mute })) && close())
        }
        onCancel={close}
      />
    );
  if (open !== "hide" && open !== "reject") return null;
  return (
    <Decide
      {...{ busy, failure }}
      title={open === "hide" ? t.hideTitle(reference ?? "") : t.rejectTitle}
      hint={open === "hide" ? t.reasonHint : t.reasonHintAuthor}
      yes={open === "hide" ? t.hide : t.reject}
      onDecide={async (decision) => {
        const decided = { ...stamp(), postId, ...decision };
        const done =
          open === "hide"
            ? await act("post:hide", decided)
            : await act("post:reject", { ...decided, seq: post.seq });
        if (done) close();
      }}
      onCancel={close}
    />
  );
}

const loadTagForm = () => import("./tag-form.tsx");

/** A file of its own, loaded when a moderator asks. When it doesn't come it is tried again with the next press. */
function Tagging(props: TagFormProps) {
  const { t } = useUi();
  const [Form, setForm] = useState<FunctionComponent<TagFormProps> | null>(null);
  const { onCancel } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    loadTagForm().then(({ TagForm }) => setForm(() => TagForm), onCancel);
  }, []);
  return Form ? <Form {...props} /> : <p class="loading">{t.loading}</p>;
}

interface ModeratorMenuProps extends PostActionsProps {
  acting: Acting;
  close(): void;
  onOpen(what: "hide" | "reject" | "mute" | "tag"): void;
}

function ModeratorMenu({ post, own, mutedUntil, acting, close, onOpen }: ModeratorMenuProps) {
  const { t } = useUi();
  const { busy, act, stamp } = acting;
  const { state, author } = post;
  const { topics } = useContext(TopicsContext);
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
  const acts = (label: string, command: "post:pin" | "post:unpin" | "post:restore") =>
    item(label, () => act(command, { ...stamp(), postId: post.id }));
  const opens = (label: string, what: "hide" | "reject" | "mute" | "tag") =>
    item(label, () => onOpen(what));
  const byState = {
    pending: () => [
      item(t.approve, () => act("post:approve", { ...stamp(), postId: post.id, seq: post.seq })),
      opens(t.reject, "reject"),
    ],
    published: () => [
      post.pinned === null ? acts(t.pin, "post:pin") : acts(t.unpin, "post:unpin"),
      opens(t.hide, "hide"),
    ],
    hidden: () => [acts(t.restore, "post:restore")],
  };
  const known = (name: string): name is keyof typeof byState => name in byState;
  return (
    <>
      {known(state) && byState[state]()}
      {known(state) && topics.length > 0 && opens(t.tag, "tag")}
      {!own && author && mutedUntil === false && opens(t.mute, "mute")}
      {!own &&
        author &&
        mutedUntil !== false &&
        item(t.unmute, () => act("member:unmute", { ...stamp(), userId: author.id }))}
    </>
  );
}

/** The post's address on the clipboard, or shown where the browser doesn't allow that. */
function CopyLink({ post, writing }: { post: PostView; writing: Writing }) {
  const { t } = useUi();
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    setCopied(await writing.copy(writing.linkTo(post.id)));
  };
  return (
    <>
      <button
        class="act script"
        type="button"
        onClick={() => void copy()}
        onBlur={() => setCopied(null)}
      >
        <Icon name={copied ? "check" : "link"} />
        {copied ? t.copied : t.copyLink}
        <span class="sr"> {t.ofPost(post.reference ?? "")}</span>
      </button>
      {copied === false && (
        <label class="by-hand">
          {t.copyByHand} <input type="text" readOnly value={writing.linkTo(post.id)} />
        </label>
      )}
    </>
  );
}

/** What its reader has marked in the text of a post, and nothing beyond it. */
function passageOf({ id }: PostView): { quoted?: string } {
  const marked = getSelection();
  const prose = document.querySelector(`[id="p-${CSS.escape(id)}"] .prose`);
  if (!marked || !prose?.contains(marked.anchorNode) || !prose.contains(marked.focusNode))
    return {};
  const quoted = marked.toString().trim();
  return quoted === "" ? {} : { quoted };
}
