import type { Connection } from "#client/connection.ts";
import type { startLive } from "#client/live.ts";
import { writingWords } from "#client/messages/compiled/writing.ts";
import type { Lang } from "#client/messages/messages.ts";
import { isPostId } from "#client/notes.ts";
import type { Writing } from "#client/view/actions.ts";
import { markedIn } from "#client/view/writing/marked-passage.ts";
import type { PostView } from "#shared/model.ts";

interface Options {
  live: Pick<ReturnType<typeof startLive<Connection>>, "state">;
  lang: Lang;
  open: Writing["open"];
}

/** A marking is looked at once it has come to rest. */
const restMs = 250;
const beside = 8;

/** Where somebody marks a passage of a post, a button below it begins a reply that quotes it. By keyboard "Reply" does the same. */
export function offerQuoting({ live, lang, open }: Options): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn small quote-it";
  button.textContent = writingWords[lang].quoteIt;
  button.hidden = true;
  // Beside what is marked, and no further stop for the Tab key at the end of the page.
  button.tabIndex = -1;
  document.body.append(button);

  const look = () => {
    button.hidden = markedPost(live) === null;
    if (button.hidden) return;
    const { top, bottom, left, width } =
      getSelection()?.getRangeAt(0).getBoundingClientRect() ?? {};
    const most = document.documentElement.clientWidth - button.offsetWidth - beside;
    const middle = (left ?? 0) + (width ?? 0) / 2 - button.offsetWidth / 2;
    // Above what is marked, below which a short post has its own buttons; on a touch screen the system's are there.
    const above = (top ?? 0) - button.offsetHeight - beside;
    const below = (bottom ?? 0) + beside;
    button.style.top = `${scrollY + (matchMedia("(pointer: coarse)").matches ? below : above)}px`;
    button.style.left = `${Math.max(beside, Math.min(most, middle))}px`;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(look, restMs);
  });
  // What is marked stays so while it is pressed.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const post = markedPost(live);
    if (post) open({ kind: "reply", questionId: post.questionId, parent: post });
    button.hidden = true;
  });
}

function markedPost({ state }: Options["live"]): PostView | null {
  const id = markedIn();
  const post = id && isPostId(id) && state.peek().feed.posts.get(id);
  return post && post.state === "published" ? post : null;
}
