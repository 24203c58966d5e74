import type { PostView } from "#shared/model.ts";
import { day, postTime } from "./format.ts";
import { Icon, type IconName } from "./icon.tsx";
import { useUi } from "./ui.ts";

/** The lines above a post that isn't simply published: what it is, and what that means. */
export const PostFlag = (props: { post: PostView; own: boolean }) => (
  <>
    <StateFlag {...props} />
    <Kind post={props.post} />
  </>
);

function StateFlag({ post, own }: { post: PostView; own: boolean }) {
  const { t } = useUi();
  const reason = post.reason && t.reasons[post.reason];
  switch (post.state) {
    case "pending":
      return (
        <Flag icon="clock" text={t.waiting} more={own ? t.waitingYours : t.waitingModerators} />
      );
    case "changes_requested":
      return <Flag icon="edit" text={t.changesRequested} more={t.waitingYours} />;
    case "rejected":
      return (
        <Flag
          icon="warn"
          text={t.rejected}
          more={`${reason ? `${t.rejectedMore(reason)} ` : ""}${own ? t.waitingYours : t.waitingModerators}`}
        />
      );
    case "hidden":
      return (
        <Flag
          icon="hidden"
          text={reason ? t.hiddenForYouWhy(reason) : t.hiddenForYou}
          more={t.hiddenForYouMore}
        />
      );
    default:
      return post.pinned === null ? null : <Flag icon="pin" text={t.pinned} />;
  }
}

/** What kind of post it is, in whatever state: a question to the moderators, or their answer. */
function Kind({ post }: { post: PostView }) {
  const { t } = useUi();
  if (post.official) return <Flag icon="seal" text={t.official} />;
  return post.asks ? <Flag icon="ask" text={t.asksModerators} /> : null;
}

function Flag({ icon, text, more }: { icon: IconName; text: string; more?: string }) {
  return (
    <p class="flag">
      <Icon name={icon} />
      {text} {more && <span>{more}</span>}
    </p>
  );
}

/** What stays of a post that is gone, so that replies keep their ground. */
export function Tombstone({ post }: { post: PostView }) {
  const ui = useUi();
  const { t } = ui;
  const when = day(ui, post.stateAt);
  const line =
    post.state === "hidden"
      ? post.reason
        ? t.hiddenLineWhy({ day: when, reason: t.reasons[post.reason] })
        : t.hiddenLine(when)
      : post.state === "withdrawn"
        ? t.withdrawnLine(when)
        : t.removedLine(when);
  return (
    <p class="gone">
      <Icon name={post.state === "withdrawn" ? "undo" : "hidden"} />
      <time dateTime={post.stateAt} title={postTime(ui, post.stateAt)}>
        {line}
      </time>
    </p>
  );
}
