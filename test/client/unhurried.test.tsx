// @vitest-environment happy-dom
import { options, render } from "preact";
import { useState } from "preact/hooks";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { words as en } from "#client/messages/compiled/page-en.ts";
import { useOwnId } from "#client/view/own-id.ts";
import { type Ui, UiContext, useUi } from "#client/view/ui.ts";
import { drawnInTurns, takeOverIn, Unhurried } from "#client/view/unhurried.tsx";

const count = 20;
const first: Ui = { t: en, lang: "en", zone: "UTC" as const, now: 1, live: false, paper: false };

/** A long record, each part of which shows the time it knows. */
function aRecord() {
  const box = document.createElement("div");
  const Time = () => <b>{useUi().now}</b>;
  const show = (ui: Ui) =>
    act(() =>
      render(
        <UiContext.Provider value={ui}>
          {Array.from({ length: count }, (_, i) => (
            <Unhurried as="li" key={i}>
              <Time />
            </Unhurried>
          ))}
        </UiContext.Provider>,
        box,
      ),
    );
  const knowing = (now: number) =>
    [...box.querySelectorAll("b")].filter(({ textContent }) => textContent === `${now}`).length;
  return { show, knowing };
}

test("a change comes to a few at a time, and in the end to all, also when another one overtakes it", async () => {
  const { show, knowing } = aRecord();
  await show(first);
  expect(knowing(1)).toBe(count);
  await show({ ...first, now: 2 });
  expect(knowing(1)).toBeGreaterThan(0);
  await expect.poll(() => knowing(2), { interval: 1 }).toBeGreaterThan(0);
  await show({ ...first, now: 3 });
  await expect.poll(() => knowing(3)).toBe(count);
});

test("what nobody asked for is drawn in turns, and what somebody does right after it at once", async () => {
  const before = options.debounceRendering;
  options.debounceRendering = queueMicrotask;
  const box = document.createElement("div");
  let set: (n: number) => void = () => undefined;
  const Page = () => {
    const [n, setN] = useState(0);
    set = setN;
    return Array.from({ length: 3 }, (_, i) => (
      <Unhurried as="section" key={i}>
        <b>{n}</b>
      </Unhurried>
    ));
  };
  render(
    <UiContext.Provider value={first}>
      <Page />
    </UiContext.Provider>,
    box,
  );
  const shown = () => [...box.querySelectorAll("b")].map(({ textContent }) => textContent);
  const rendered = () => new Promise<void>((done) => queueMicrotask(() => queueMicrotask(done)));
  drawnInTurns(() => set(1));
  await rendered();
  expect(shown()).toEqual(["0", "0", "0"]);
  await expect.poll(shown).toEqual(["1", "1", "1"]);
  drawnInTurns(() => set(2));
  await rendered();
  set(3);
  await rendered();
  expect(shown()).toEqual(["3", "3", "3"]);
  if (before) options.debounceRendering = before;
  else delete options.debounceRendering;
});

test("what is printed doesn't wait", async () => {
  const { show, knowing } = aRecord();
  await show(first);
  await show({ ...first, now: 2, paper: true });
  expect(knowing(2)).toBe(count);
});

/** What the server sends: each item has a button that counts how often it was pressed, and a field with a name of its own. */
let taken = 0;
const Counter = () => {
  const [n, setN] = useState(() => {
    taken++;
    return 0;
  });
  const id = useOwnId();
  return (
    <button type="button" data-own={n > 0 ? id : undefined} onClick={() => setN(n + 1)}>
      {n}
    </button>
  );
};
const counters = (
  <UiContext.Provider value={first}>
    {Array.from({ length: count }, (_, i) => (
      <Unhurried as="li" key={i}>
        <Counter />
      </Unhurried>
    ))}
  </UiContext.Provider>
);

async function aRenderedRecord(): Promise<{ box: HTMLElement; buttons: HTMLButtonElement[] }> {
  const from = document.createElement("div");
  await act(() => render(counters, from));
  const box = document.createElement("div");
  box.innerHTML = from.innerHTML;
  document.body.append(box);
  return { box, buttons: [...box.querySelectorAll("button")] };
}

test("what the server rendered is taken over as it stands, in portions, and at once where it is touched", async () => {
  const { box, buttons } = await aRenderedRecord();
  expect(buttons).toHaveLength(count);
  taken = 0;
  takeOverIn(counters, box);
  expect(taken).toBe(0);
  const last = buttons.at(-1);
  last?.click();
  expect(taken).toBe(1);
  await expect.poll(() => last?.textContent).toBe("1");
  const portions = new Set<number>();
  await expect
    .poll(
      () => {
        portions.add(taken);
        return taken;
      },
      { interval: 1 },
    )
    .toBe(count);
  expect(portions.size).toBeGreaterThan(2);
  expect([...box.querySelectorAll("button")]).toEqual(buttons);
  for (const button of buttons.slice(0, -1)) button.click();
  await expect.poll(() => box.textContent).toBe("1".repeat(count));
  expect(new Set(buttons.map((button) => button.dataset.own)).size).toBe(count);
  render(null, box);
  expect(box.childNodes).toHaveLength(0);
});
