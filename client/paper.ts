import { type Signal, signal } from "@preact/signals";
import { options } from "preact";

/**
 * Whether the page is being put on paper, where nothing can be unfolded. A browser takes what stands in the page when it has
 * told so, and waits for nothing: what changes with this is rendered at once.
 */
export function watchPaper(): Signal<boolean> {
  const onPaper = signal(false);
  const turn = (on: boolean) => () => {
    const { debounceRendering } = options;
    options.debounceRendering = (render) => render();
    onPaper.value = on;
    markBare();
    if (debounceRendering) options.debounceRendering = debounceRendering;
    else delete options.debounceRendering;
  };
  addEventListener("beforeprint", turn(true));
  addEventListener("afterprint", turn(false));
  return onPaper;
}

/** On paper it is told where a link leads; of one that is written as its own address it needn't be told twice. */
function markBare(): void {
  const bare = (address: string) => address.replace(/^(mailto:|https?:\/\/)|\/$/g, "");
  for (const link of document.links)
    link.toggleAttribute("data-bare", bare(link.href) === bare(link.textContent));
}
