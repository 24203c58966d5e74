import { useState } from "preact/hooks";
import type { Instant, PostView } from "#shared/model.ts";
import type { Writing } from "./actions.ts";
import { sentenceFor } from "./failure.ts";
import { Wrong } from "./field.tsx";
import { fullTime, isolated } from "./format.ts";
import { Icon } from "./icon.tsx";
import { Menu } from "./menu.tsx";
import { Ask, Decide, MuteForm } from "./moderate-forms.tsx";
import type { PostActionsProps } from "./parts.ts";
import { moderates } from "./reader.ts";
import { useUi } from "./ui.ts";
import { useAct } from "./use-act.ts";

type Open = "hide" | "reject" | "mute" | "withdraw" | null;

/** What the reader can do with a post. What needs more than one word opens below, in place. */
export function PostActions({ post, own, reader, writing, mutedUntil }: PostActionsProps) {
  const ui = useUi();
  const { t } = ui;
  const [open, setOpen] = useState<Open>(null);
  const { busy, failure, act, stamp, forget } = useAct(writing);
  const name = post.author?.name ?? "";
  const reference = post.reference ?? "";
  const may = moderates(reader);
  const { questionId } = post;
  const choose = (next: Open) => {
    forget();
    setOpen(next);
  };
  return (
    <>
      <div class="acts">
        {post.state === "published" && (
          <button
            class="act script"
            type="button"
            onClick={() => writing.open({ kind: "reply", questionId, parent: post })}
          >
            <Icon name="reply" />
            {t.reply}
            <span class="sr"> {t.replyTo(isolated(ui, name), reference)}</span>
          </button>
        )}
        {post.reference && <CopyLink post={post} writing={writing} />}
        {own && post.state !== "hidden" && post.state !== "rejected" && (
          <button
            class="act script"
            type="button"
            onClick={() => writing.open({ kind: "edit", questionId, post })}
          >
            <Icon name="edit" />
            {t.edit}
          </button>
        )}
        {own && post.state !== "hidden" && (
          <button class="act script" type="button" onClick={() => choose("withdraw")}>
            <Icon name="close" />
            {t.withdraw}
          </button>
        )}
        {may && (
          <Menu label={t.more} of={t.ofPost(reference)}>
            {(close) => (
              <ModeratorMenu
                post={post}
                own={own}
                mutedUntil={mutedUntil}
                busy={busy}
                onAct={(command) => {
                  close();
                  void act(command, { ...stamp(), postId: post.id });
                }}
                onUnmute={() => {
                  close();
                  if (post.author)
                    void act("member:unmute", { ...stamp(), userId: post.author.id });
                }}
                onOpen={(next) => {
                  close();
                  choose(next);
                }}
              />
            )}
          </Menu>
        )}
      </div>
      {may && mutedUntil !== false && (
        <p class="meta">{mutedUntil ? t.mutedUntil(fullTime(ui, mutedUntil)) : t.mutedForGood}</p>
      )}
      {failure && open === null && <Wrong text={sentenceFor(ui, failure)} alert />}
      {open === "withdraw" && (
        <Ask
          question={t.withdrawAsk}
          yes={t.withdraw}
          busy={busy}
          failure={failure}
          onYes={async () => {
            if (await act("post:withdraw", { ...stamp(), postId: post.id })) setOpen(null);
          }}
          onNo={() => choose(null)}
        />
      )}
      {(open === "hide" || open === "reject") && (
        <Decide
          title={open === "hide" ? t.hideTitle(reference) : t.rejectTitle}
          hint={open === "hide" ? t.reasonHint : t.reasonHintAuthor}
          yes={open === "hide" ? t.hide : t.reject}
          busy={busy}
          failure={failure}
          onDecide={async (decision) => {
            const command = open === "hide" ? "post:hide" : "post:reject";
            if (await act(command, { ...stamp(), postId: post.id, ...decision })) setOpen(null);
          }}
          onCancel={() => choose(null)}
        />
      )}
      {open === "mute" && post.author && (
        <MuteForm
          name={name}
          busy={busy}
          failure={failure}
          onMute={async (mute) => {
            if (
              post.author &&
              (await act("member:mute", { ...stamp(), userId: post.author.id, ...mute }))
            )
              setOpen(null);
          }}
          onCancel={() => choose(null)}
        />
      )}
    </>
  );
}

interface ModeratorMenuProps {
  post: PostView;
  own: boolean;
  mutedUntil: Instant | null | false;
  busy: boolean;
  onAct(command: "post:pin" | "post:unpin" | "post:restore" | "post:approve"): void;
  onUnmute(): void;
  onOpen(what: "hide" | "reject" | "mute"): void;
}

function ModeratorMenu({
  post,
  own,
  mutedUntil,
  busy,
  onAct,
  onUnmute,
  onOpen,
}: ModeratorMenuProps) {
  const { t } = useUi();
  const item = (label: string, onClick: () => void) => (
    <button type="button" disabled={busy} onClick={onClick}>
      {label}
    </button>
  );
  const published = post.state === "published";
  return (
    <>
      {post.state === "pending" && item(t.approve, () => onAct("post:approve"))}
      {post.state === "pending" && item(t.reject, () => onOpen("reject"))}
      {published && post.pinned === null && item(t.pin, () => onAct("post:pin"))}
      {published && post.pinned !== null && item(t.unpin, () => onAct("post:unpin"))}
      {published && item(t.hide, () => onOpen("hide"))}
      {post.state === "hidden" && item(t.restore, () => onAct("post:restore"))}
      {!own && post.author && mutedUntil === false && item(t.mute, () => onOpen("mute"))}
      {!own && post.author && mutedUntil !== false && item(t.unmute, onUnmute)}
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
