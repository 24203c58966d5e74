import type { AnsweredPlaces } from "#client/answering.ts";
import type { Block } from "#client/feed/may-write.ts";
import type { Row } from "#client/feed/threads.ts";
import type { PostId, UserId } from "#shared/ids.ts";
import type { DiscussionView, Instant, ParentView, QuestionView } from "#shared/model.ts";
import type { Reading, Target } from "./actions.ts";
import type { WriteProps, WritingKit } from "./parts.ts";
import { Post } from "./post.tsx";
import type { Reader } from "./reader.ts";
import { steady } from "./steady.ts";
import { useUi } from "./ui.ts";
import { Unhurried } from "./unhurried.tsx";

/** What all rows of a question's record go by: neither how many are kept back nor how many there are. */
export interface RecordProps {
  question: QuestionView;
  discussion: DiscussionView;
  reader: Reader;
  reading: Reading;
  /** null where nobody writes: in the embed. */
  writing: WritingKit | null;
  arrived: ReadonlySet<PostId>;
  unread: ReadonlySet<PostId>;
  /** Where moderators are answering. */
  answering: AnsweredPlaces;
  expanded: ReadonlySet<PostId>;
  /** What is known of posts that aren't loaded. */
  parents: ReadonlyMap<PostId, ParentView>;
  muted: ReadonlyMap<UserId, Instant | null>;
  composing: Target | null;
  block: Block | null;
  /** Path of this page, for coming back after signing in. */
  here: string;
}

interface RowsProps extends RecordProps {
  rows: readonly Row[];
  /** Between it and the row above it others aren't loaded. */
  below: Row | null;
}

/** The posts of a question, in threads. */
export const Rows = steady(function Rows({ rows, below, ...props }: RowsProps) {
  return (
    <Unhurried as="ol" class="posts">
      {rows.map((row) => (
        <Item key={row.post.id} {...itemProps(props, row)} gap={row === below} />
      ))}
    </Unhurried>
  );
});

/** What one row of the record goes by, and nothing of the others, so that it is rendered again for itself alone. */
function itemProps(props: RecordProps, { post, depth, parent }: Row) {
  const { reader, reading, writing, composing } = props;
  const mute = post.author ? props.muted.get(post.author.id) : undefined;
  const here =
    composing !== null &&
    ((composing.kind === "reply" && composing.parent.id === post.id) ||
      (composing.kind === "edit" && composing.post.id === post.id));
  const gone = composing?.kind === "reply" && post.state !== "published";
  const block = props.block ?? (gone ? { why: "parent_gone" as const } : null);
  return {
    ...{ post, depth, parent, reader, reading, writing },
    about: (!parent && post.parentId && props.parents.get(post.parentId)) || null,
    arrived: props.arrived.has(post.id),
    unread: props.unread.has(post.id),
    expanded: props.expanded.has(post.id),
    mutedUntil: mute === undefined ? (false as const) : mute,
    answering: props.answering.has(post.id),
    write: here && writing ? writeProps({ ...props, block }, composing, writing) : null,
  };
}

const Item = steady(function Item({
  gap,
  answering,
  write,
  ...post
}: ReturnType<typeof itemProps> & { gap: boolean }) {
  const { t } = useUi();
  return (
    <Unhurried as="li">
      {gap && <p class="gap">{t.gap}</p>}
      <Post {...post} />
      <Answering shown={answering} />
      {write && post.writing && (
        <div class="inreply">
          <post.writing.parts.Write {...write} />
        </div>
      )}
    </Unhurried>
  );
});

/** Who it is isn't told. It takes no room, so that nothing moves under a reader's eye when it comes and goes. */
export function Answering({ shown }: { shown: boolean }) {
  const { t } = useUi();
  if (!shown) return null;
  return (
    <p class="answering">
      <span>{t.answering}</span>
    </p>
  );
}

export const writeProps = (
  { question, discussion, reader, block, here }: RecordProps,
  target: Target,
  writing: WritingKit,
): WriteProps => ({
  ...{ target, block, writing, reader, here, help: helperOf(discussion) },
  number: question.number,
  languages: discussion.languages,
});

/** The first address that the host's contact names, or else the contact itself. */
function helperOf({ contact }: DiscussionView): string | null {
  const texts = Object.values(contact).join(" ");
  if (texts === "") return null;
  return /[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u.exec(texts)?.[0] ?? "#contact";
}
