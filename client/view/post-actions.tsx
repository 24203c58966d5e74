import type { ComponentProps } from "preact";
import { useState } from "preact/hooks";
import type { PostView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import type { Writing } from "./actions.ts";
import { sentenceFor } from "./failure.ts";
import { Wrong } from "./field.tsx";
import { fullTime, isolated, numeral } from "./format.ts";
import { Icon } from "./icon.tsx";
import { Menu } from "./menu.tsx";
import type * as Opening from "./opened.tsx";
import { NotYet, partOf } from "./part.tsx";
import type { PostActionsProps } from "./parts.ts";
import { moderates } from "./reader.ts";
import { targetsFor } from "./translation-targets.ts";
import { useUi } from "./ui.ts";
import { useAct } from "./use-act.ts";

/** What moderators may do, and what is asked before an act. For whoever is signed in it is fetched before it is needed. */
export const opened = partOf(() => import("./opened.tsx"));

/** What the reader can do with a post. What needs more than one word opens below, in place. */
export function PostActions(props: PostActionsProps) {
  const { post, reader, writing, mutedUntil } = props;
  const ui = useUi();
  const { t } = ui;
  const [open, setOpen] = useState<Opening.Open>(null);
  const acting = useAct(writing);
  const { failure } = acting;
  const choose = (next: Opening.Open) => {
    acting.forget();
    setOpen(next);
  };
  const may = moderates(reader);
  return (
    <>
      <div class="acts">
        <Own {...props} onOpen={choose} />
        {may && (
          <Menu label={t.more} of={t.ofPost(post.reference ?? "")}>
            {(close) => <Items {...props} acting={acting} close={close} onOpen={choose} />}
          </Menu>
        )}
      </div>
      {may && mutedUntil !== false && (
        <p class="meta">{mutedUntil ? t.mutedUntil(fullTime(ui, mutedUntil)) : t.mutedForGood}</p>
      )}
      {failure && open === null && <Wrong text={sentenceFor(ui, failure)} alert />}
      {open !== null && (
        <Below {...{ post, open, acting, reader, writing }} close={() => choose(null)} />
      )}
    </>
  );
}

function Items(props: ComponentProps<typeof Opening.ModeratorMenu>) {
  const { loaded, ...yet } = opened.use(true);
  return loaded ? <loaded.ModeratorMenu {...props} /> : <NotYet {...yet} />;
}

function Below(props: ComponentProps<typeof Opening.Opened>) {
  const { loaded, ...yet } = opened.use(true);
  return loaded ? <loaded.Opened {...props} /> : <NotYet {...yet} />;
}

/** Opens a composer for a reply. To what is gone a reply that was begun can still be read, and be copied. */
export function ReplyButton({ post, writing }: Pick<PostActionsProps, "post" | "writing">) {
  const ui = useUi();
  const { t } = ui;
  const { questionId, reference, author } = post;
  const target = { kind: "reply", questionId, parent: post } as const;
  const begun = writing.begun(target);
  if (post.state !== "published" && !begun) return null;
  return (
    <button class="act script writes" type="button" onClick={() => writing.open({ ...target })}>
      <Icon name="reply" />
      {begun ? t.continueReply : t.reply}
      <span class="sr">
        {" "}
        {author
          ? t.replyTo({ name: isolated(ui, author.name), reference: reference ?? "" })
          : t.post(reference ?? "")}
      </span>
    </button>
  );
}

/** The buttons that need no menu. */
function Own({
  post,
  own,
  reader,
  writing,
  onOpen,
}: PostActionsProps & { onOpen(what: Opening.Open): void }) {
  const ui = useUi();
  const { t } = ui;
  const { questionId, reference, state } = post;
  const mine = own && state !== "hidden";
  return (
    <>
      <ReplyButton post={post} writing={writing} />
      {state === "published" && !post.official && <Support {...{ post, own, reader, writing }} />}
      {reference && <CopyLink post={post} writing={writing} />}
      {mine && state !== "rejected" && (
        <button
          class="act script writes"
          type="button"
          onClick={() => writing.open({ kind: "edit", questionId, post })}
        >
          <Icon name="edit" />
          {writing.begun({ kind: "edit", questionId, post }) ? t.continueEdit : t.edit}
        </button>
      )}
      {!moderates(reader) && targetsFor(post, own, reader, writing).length > 0 && (
        <button class="act script" type="button" onClick={() => onOpen("translate")}>
          {t.translate}
        </button>
      )}
      {mine && (
        <button class="act script" type="button" onClick={() => onOpen("withdraw")}>
          <Icon name="close" />
          {t.withdraw}
        </button>
      )}
    </>
  );
}

/** Somebody else's post can be supported; of one's own, signed out, and once the discussion is over, only the count is shown. */
function Support({
  post,
  own,
  reader,
  writing,
}: Pick<PostActionsProps, "post" | "own" | "reader" | "writing">) {
  const ui = useUi();
  const { t } = ui;
  const [failure, setFailure] = useState<Failure | null>(null);
  const { total, mine, open } = writing.supportOf(post);
  if (own || !open || reader.userId === null)
    return total ? (
      <span class="act num still">
        <Icon name="up" />
        {t.support(total)}
      </span>
    ) : null;
  const toggle = async () => setFailure(await writing.support(post, !mine));
  const name = `${t.supportIt} ${t.showPost(post.reference ?? "")}`;
  return (
    <>
      <button
        class="act script"
        type="button"
        aria-label={total ? name + t.comma + t.support(total) : name}
        aria-pressed={mine}
        onClick={() => void toggle()}
      >
        <Icon name="up" />
        {t.supportIt}
        <span class="num">{total ? ` ${numeral(ui.lang, total)}` : ""}</span>
      </button>
      {failure && <Wrong text={sentenceFor(ui, failure)} alert />}
    </>
  );
}

/** The post's address on the clipboard, or shown where the browser doesn't allow that. */
function CopyLink({ post, writing }: { post: PostView; writing: Writing }) {
  const { t } = useUi();
  const [copied, setCopied] = useState<boolean | null>(null);
  const reference = post.reference ?? "";
  const copy = async () => {
    const done = await writing.copy(writing.linkTo(post.id));
    setCopied(done);
    if (done) writing.say(`${t.copied}: ${t.post(reference)}`);
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
        {!copied && <span class="sr"> {t.ofPost(reference)}</span>}
      </button>
      {copied === false && (
        <label class="by-hand">
          {t.copyByHand} <input type="text" readOnly value={writing.linkTo(post.id)} />
        </label>
      )}
    </>
  );
}
