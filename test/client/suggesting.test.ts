import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSuggesting } from "#client/editor/suggesting.ts";
import { UserId } from "#shared/ids.ts";
import type { AuthorView } from "#shared/model.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const person = (name: string): AuthorView => ({
  ...{ id: UserId.parse("0198c0de-aaaa-7000-8000-00000000000a"), name },
  ...{ organisation: null, category: null },
});
const all = ["Ana Lima", "Anaïs Roy", "Ben"].map(person);

/** A server that answers when it is let, and what is offered. */
function aList() {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const offered: string[][] = [];
  let silent = false;
  const suggesting = createSuggesting(
    async (begins) => {
      asked.push(begins);
      await new Promise<void>((done) => waiting.push(done));
      if (silent) return null;
      return all.filter(({ name }) => name.toLowerCase().replace("ï", "i").startsWith(begins));
    },
    (people) => offered.push(people.map(({ name }) => name)),
  );
  const type = (begins: string, from = 1) =>
    suggesting.ask({ from, to: from + begins.length + 1, begins });
  const answered = async () => {
    await vi.advanceTimersByTimeAsync(200);
    for (const done of waiting.splice(0)) done();
    await vi.advanceTimersByTimeAsync(0);
  };
  return {
    ...{ suggesting, asked, offered, type, answered },
    fall: (on: boolean) => {
      silent = on;
    },
  };
}

test("the server is asked once typing pauses, and once for the same letters", async () => {
  const { asked, offered, type, answered } = aList();
  type("a");
  type("an");
  await answered();
  expect(asked).toEqual(["an"]);
  expect(offered).toEqual([["Ana Lima", "Anaïs Roy"]]);
  type("ana");
  await answered();
  type("an");
  await answered();
  expect(asked).toEqual(["an", "ana"]);
  expect(offered.at(-1)).toEqual(["Ana Lima", "Anaïs Roy"]);
});

test("until the answer comes those stay who can still be meant, and a late answer isn't offered for other letters", async () => {
  const { offered, type, answered } = aList();
  type("an");
  await answered();
  type("anai");
  expect(offered.at(-1)).toEqual(["Anaïs Roy"]);
  await vi.advanceTimersByTimeAsync(200);
  type("b");
  expect(offered.at(-1)).toEqual([]);
  await answered();
  expect(offered).toEqual([["Ana Lima", "Anaïs Roy"], ["Anaïs Roy"], [], ["Ben"]]);
});

test("where nobody is called that, more letters ask nothing; where there was no answer, they do", async () => {
  const { asked, type, answered, fall } = aList();
  type("x");
  await answered();
  type("xy");
  type("xyz and on");
  await answered();
  expect(asked).toEqual(["x"]);
  fall(true);
  type("b");
  await answered();
  fall(false);
  type("be");
  await answered();
  expect(asked).toEqual(["x", "b", "be"]);
});

test("what was closed stays closed until another @ is typed, and what nobody types any more is closed", async () => {
  const { suggesting, offered, type, answered } = aList();
  type("an");
  await answered();
  suggesting.dismiss();
  expect(offered.at(-1)).toEqual([]);
  type("ana");
  await answered();
  expect(offered.at(-1)).toEqual([]);
  type("b", 20);
  await answered();
  expect(offered.at(-1)).toEqual(["Ben"]);
  suggesting.ask(null);
  expect(offered.at(-1)).toEqual([]);
});
