import { effect, type ReadonlySignal } from "@preact/signals";

/** Keeps the question being read in view within a list of questions that is longer than the window, and moves nothing else. */
export function keepCurrentInView(
  current: ReadonlySignal<unknown>,
  afterRender: (act: () => void) => void,
): void {
  const show = () => {
    const list = document.getElementById("agenda");
    const link = list?.querySelector("[aria-current]");
    if (!list || !link) return;
    const [box, here] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
    if (here.top < box.top || here.bottom > box.bottom)
      list.scrollTop += here.top - box.top - (box.height - here.height) / 2;
  };
  effect(() => {
    void current.value;
    afterRender(show);
  });
  // On a phone the list is as high as its window when it is opened.
  document.querySelector(".agenda")?.addEventListener("click", () => afterRender(show));
}
