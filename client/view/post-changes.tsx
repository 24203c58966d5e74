import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { EditsProps } from "./edits.tsx";
import { timeWithin } from "./format.ts";
import { useUi } from "./ui.ts";

/** "Edited 21:24, see what changed": what each edit did to the text opens in place, the last one first. */
export function PostChanges({ post, reading }: EditsProps) {
  const ui = useUi();
  const { t, live } = ui;
  const [open, setOpen] = useState(false);
  const Edits = useEdits(open);
  if (!post.editedAt) return null;
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
                aria-expanded={open}
                onClick={() => setOpen(!open)}
              >
                {open ? t.hideChanges : t.seeChanges}
              </button>
            </>
          )}
        </span>
      </p>
      {open && Edits === "missing" && <p class="err">{t.changesFailed}</p>}
      {open && typeof Edits !== "string" && <Edits post={post} reading={reading} />}
    </div>
  );
}

type EditsView = FunctionComponent<EditsProps>;
const loadEdits = () => import("./edits.tsx");

/** A file of its own, loaded when somebody asks. When it doesn't come it is tried again with the next press. */
function useEdits(wanted: boolean): EditsView | "loading" | "missing" {
  const [edits, setEdits] = useState<EditsView | "loading" | "missing">("loading");
  useEffect(() => {
    if (!wanted) return;
    setEdits("loading");
    loadEdits().then(
      ({ Edits }) => setEdits(() => Edits),
      () => setEdits("missing"),
    );
  }, [wanted]);
  return edits;
}
