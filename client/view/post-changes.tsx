import { useState } from "preact/hooks";
import type { Output } from "#shared/commands.ts";
import type { PostView } from "#shared/model.ts";
import type { Result } from "#shared/refusals.ts";
import type { Reading } from "./actions.ts";
import { sentenceFor } from "./failure.ts";
import { directionOf, timeWithin } from "./format.ts";
import { Html } from "./html.tsx";
import { useUi } from "./ui.ts";

/** "Edited 21:24, see what changed": the earlier versions open in place. */
export function PostChanges({ post, reading }: { post: PostView; reading: Reading }) {
  const ui = useUi();
  const { t, live } = ui;
  const [earlier, setEarlier] = useState<Result<Output<"post:revisions">> | null>(null);
  if (!post.editedAt) return null;
  const toggle = async () => setEarlier(earlier ? null : await reading.revisions(post.id));
  const language = post.language ?? ui.lang;
  return (
    <div class="changes">
      <p class="meta">
        <span>
          <time dateTime={post.editedAt}>{t.edited(timeWithin(ui, post.editedAt))}</time>
          {live && (
            <>
              {", "}
              <button
                class="inline"
                type="button"
                aria-expanded={earlier !== null}
                onClick={() => void toggle()}
              >
                {earlier ? t.hideChanges : t.seeChanges}
              </button>
            </>
          )}
        </span>
      </p>
      {earlier?.ok === false && <p class="err">{sentenceFor(ui, earlier.failure)}</p>}
      {earlier?.ok &&
        earlier.value.revisions.map(({ html, at }, index) => (
          <section class="said" key={`${index} ${at}`}>
            <h4>{t.earlierVersion(timeWithin(ui, until(earlier.value.revisions, index, post)))}</h4>
            <Html
              class="prose"
              html={html}
              textName={`${post.id}-${index}`}
              lang={language}
              dir={directionOf(language)}
            />
          </section>
        ))}
    </div>
  );
}

/** Until when a version stood: the next one's time, and for the last one that of the mark. */
const until = (revisions: Output<"post:revisions">["revisions"], index: number, post: PostView) =>
  revisions[index + 1]?.at ?? post.editedAt ?? post.createdAt;
