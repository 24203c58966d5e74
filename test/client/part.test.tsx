// @vitest-environment happy-dom
import { type ComponentChildren, render } from "preact";
import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import { words as en } from "#client/messages/compiled/page-en.ts";
import { NotYet, partOf } from "#client/view/part.tsx";
import { UiContext } from "#client/view/ui.ts";

const ui = { t: en, lang: "en" as const, zone: "UTC" as const, now: 1, live: true };
async function show(children: ComponentChildren): Promise<HTMLElement> {
  const box = document.createElement("div");
  await act(() => render(<UiContext.Provider value={ui}>{children}</UiContext.Provider>, box));
  return box;
}

test("a part that didn't come is said to be missing, and comes when it is asked for again", async () => {
  const fetch = vi.fn(() => Promise.resolve({ Words: () => <b>here</b> }));
  fetch.mockRejectedValueOnce(new Error("no line"));
  const part = partOf(fetch);
  const User = ({ wanted = true }) => {
    const { loaded, ...yet } = part.use(wanted);
    return loaded ? <loaded.Words /> : <NotYet {...yet} />;
  };
  await show(<User wanted={false} />);
  expect(fetch).not.toHaveBeenCalled();
  const box = await show(<User />);
  await expect.poll(() => box.textContent).toContain(en.partFailed);
  await act(() => box.querySelector("button")?.click());
  await expect.poll(() => box.textContent).toBe("here");
  expect((await show(<User />)).textContent).toBe("here");
  expect(fetch).toHaveBeenCalledTimes(2);
});
