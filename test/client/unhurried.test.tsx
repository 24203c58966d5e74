// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { en } from "#client/messages/en.ts";
import { type Ui, UiContext, useUi } from "#client/view/ui.ts";
import { Unhurried } from "#client/view/unhurried.tsx";

const count = 20;
const first: Ui = { t: en, lang: "en", zone: "UTC", now: 1, live: false, paper: false };

/** A long record, each part of which shows the time it knows. */
function aRecord() {
  const box = document.createElement("div");
  const Time = () => <b>{useUi().now}</b>;
  const show = (ui: Ui) =>
    act(() =>
      render(
        <UiContext.Provider value={ui}>
          {Array.from({ length: count }, (_, i) => (
            <Unhurried key={i}>
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

test("what is printed doesn't wait", async () => {
  const { show, knowing } = aRecord();
  await show(first);
  await show({ ...first, now: 2, paper: true });
  expect(knowing(2)).toBe(count);
});
