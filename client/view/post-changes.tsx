import { useState } from "preact/hooks";
import type { EditsProps } from "./edits.tsx";
import { timeWithin } from "./format.ts";
import { NotYet, partOf } from "./part.tsx";
import { useUi } from "./ui.ts";

const edits = partOf(() => import("./edits.tsx"));

/** "Edited 21:24, see what changed": what each edit did to the text opens in place, the last one first. */
export function PostChanges({ post, reading }: EditsProps) {
  const ui = useUi();
  const { t, live } = ui;
  const [open, setOpen] = useState(false);
  const { loaded, ...yet } = edits.use(open);
  if (!post.editedAt) return null;
  return (
    <div class="changes">
      <p class="meta">
        <span>
          <time dateTime={post.editedAt}>{t.edited(timeWithin(ui, post.editedAt))}</time>
          <span class="paperless">
            {t.comma}
            {live ? (
              <button
                class="inline"
                type="button"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
              >
                {open ? t.hideChanges : t.seeChanges}
              </button>
            ) : (
              <a href={`/p/${post.id}/changes`}>{t.seeChanges}</a>
            )}
          </span>
        </span>
      </p>
      {open && (loaded ? <loaded.Edits post={post} reading={reading} /> : <NotYet {...yet} />)}
    </div>
  );
}
