import { useEffect, useRef } from "preact/hooks";
import type { Instant, ParentView, PostView } from "#shared/model.ts";
import type { Reading } from "./actions.ts";
import { languageName, postTime } from "./format.ts";
import { Icon } from "./icon.tsx";
import { Later } from "./later.tsx";
import { Organisations } from "./organisations.tsx";
import type { WritingKit } from "./parts.ts";
import { PostChanges } from "./post-changes.tsx";
import { PostFlag, Tombstone } from "./post-state.tsx";
import { Re } from "./re.tsx";
import type { Reader } from "./reader.ts";
import { steady } from "./steady.ts";
import { PostTopics } from "./topics.tsx";
import { PostWords } from "./translated.tsx";
import { useUi } from "./ui.ts";

export interface PostProps {
  post: PostView;
  depth: number;
  /** What it answers, when that is loaded. */
  parent: PostView | null;
  /** What is known of it else. */
  about: ParentView | null;
  reader: Reader;
  reading: Reading;
  writing: WritingKit | null;
  /** Shown since it arrived. */
  arrived: boolean;
  /** Said since this reader was here last. */
  unread: boolean;
  expanded: boolean;
  /** Until when its author is muted here, as far as the reader may know. */
  mutedUntil: Instant | null | false;
}

/** One contribution in the record, in whatever state its reader may see it. */
export const Post = steady(function Post(props: PostProps) {
  return isGone(props.post) ? <Gone {...props} /> : <Whole {...props} />;
});

/** Only that there was a post. Its author and the moderators still see the text of a hidden one. */
const isGone = (post: PostView): boolean =>
  post.state === "withdrawn" ||
  post.state === "removed" ||
  (post.state === "hidden" && !post.author);

function Gone({ post, depth, writing }: PostProps) {
  return (
    <div class="post" data-depth={depth} id={`p-${post.id}`} tabIndex={-1}>
      <Reference post={post} fresh={false} />
      <div class="in">
        <Tombstone post={post} />
        {writing && <writing.parts.ReplyButton post={post} writing={writing} />}
      </div>
    </div>
  );
}

const looks: Partial<Record<PostView["state"], string>> = {
  pending: "wait",
  changes_requested: "fix",
  rejected: "fix rejected",
  hidden: "hidden-own",
};

const lookOf = ({ pinned, official, asks }: PostView): string =>
  `${pinned !== null ? "pinned" : ""} ${official ? "official" : ""} ${asks ? "asks" : ""}`.trim();

function Whole(props: PostProps) {
  const { post, depth, parent, reader, reading, writing, arrived, expanded, mutedUntil } = props;
  const ui = useUi();
  const name = post.author?.name ?? "";
  const own = post.author !== null && post.author.id === reader.userId;
  const look = looks[post.state] ?? lookOf(post);
  const box = useRef<HTMLElement>(null);
  useFading(box, arrived);
  return (
    <article
      class={`post ${look} ${arrived ? "arrived" : ""}`}
      data-depth={depth}
      id={`p-${post.id}`}
      tabIndex={-1}
      aria-labelledby={`h-${post.id}`}
      ref={box}
    >
      <Reference post={post} fresh={arrived || props.unread} />
      <div class="in">
        <PostFlag post={post} own={own} />
        <h3 id={`h-${post.id}`}>
          <span>
            <bdi>{name}</bdi>
            {own && <span class="own"> ({ui.t.you})</span>}
          </span>
          <time class="when num" dateTime={post.createdAt}>
            {postTime(ui, post.createdAt)}
          </time>
        </h3>
        <Meta post={post} support={writing === null} />
        {(parent || post.parentId) && (
          <Re post={post} parent={parent} about={props.about} reading={reading} />
        )}
        {post.cites && <Later>{({ Cited }) => <Cited of={post} />}</Later>}
        <PostWords
          post={post}
          expanded={expanded}
          onExpand={(now) => reading.setExpanded(post.id, now)}
        />
        {post.files[0] && <Later>{({ Files }) => <Files of={post} />}</Later>}
        {post.topics.length > 0 && <PostTopics ids={post.topics} />}
        {post.editedAt && <PostChanges post={post} reading={reading} />}
        {post.note && (
          <p class="said">
            <b>{ui.t.note}</b> {post.note}
          </p>
        )}
        {writing && (
          <writing.parts.PostActions
            post={post}
            own={own}
            reader={reader}
            writing={writing}
            mutedUntil={mutedUntil}
          />
        )}
      </div>
    </article>
  );
}

/** "1.12" in the margin is the post's link for good. */
function Reference({ post, fresh }: { post: PostView; fresh: boolean }) {
  const { t } = useUi();
  return (
    <div class="ref">
      {post.reference && (
        <a class="num" href={`#p-${post.id}`} aria-label={t.post(post.reference)}>
          {post.reference}
        </a>
      )}
      {fresh && <span class="fresh">{t.fresh}</span>}
    </div>
  );
}

function Meta({ post, support }: { post: PostView; support: boolean }) {
  const { t, lang } = useUi();
  const { author, language, onBehalfOf } = post;
  const parts = [
    (author?.organisation || onBehalfOf) && <Organisations key="organisation" post={post} />,
    post.received && <span key="received">{t.received}</span>,
    author?.category && <span key="category">{t.categories[author.category]}</span>,
    language && language !== lang && (
      <span key="language">{t.inLanguage(languageName(lang, language))}</span>
    ),
    support && post.support && (
      <span key="support" class="num">
        <Icon name="up" /> {t.support(post.support)}
      </span>
    ),
  ].filter(Boolean);
  return parts.length > 0 ? <p class="meta">{parts}</p> : null;
}

/** The mark of what just arrived fades once it has been on the screen; without motion it stays. */
function useFading(box: { current: HTMLElement | null }, arrived: boolean): void {
  useEffect(() => {
    const element = box.current;
    if (!element || !arrived || typeof IntersectionObserver === "undefined") return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      element.classList.add("seen");
      seen.disconnect();
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, [arrived, box]);
}
