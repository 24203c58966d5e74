import { expect, test } from "vitest";
import { rowTogether, together } from "#server/store/together.ts";

const numbers = new Map(Array.from({ length: 2_000 }, (_, i) => [`${i}`, i]));
/** Reads from `numbers`, and keeps how many were asked for each time. */
function counted(until?: "turn") {
  const sizes: number[] = [];
  const read = together(async (ids: readonly string[]) => {
    sizes.push(ids.length);
    return new Map(ids.flatMap((id) => (numbers.has(id) ? [[id, numbers.get(id) ?? 0]] : [])));
  }, until);
  return { read, sizes };
}

test("what is asked for at the same time is read at once, each id once, and everybody gets their own", async () => {
  const { read, sizes } = counted();
  const [one, two, none] = await Promise.all([read(["1", "2"]), read(["2", "none"]), read([])]);
  expect([one, two, none]).toEqual([
    new Map([
      ["1", 1],
      ["2", 2],
    ]),
    new Map([["2", 2]]),
    new Map(),
  ]);
  expect(sizes).toEqual([3]);
});

test("more than fits into one reading is read by itself, and others in portions", async () => {
  const { read, sizes } = counted();
  const all = [...numbers.keys()];
  expect((await read(all)).size).toBe(2_000);
  await Promise.all(all.slice(0, 1_200).map((id) => read([id])));
  expect(sizes).toEqual([2_000, 500, 500, 200]);
});

test("rows are waited for to the end of the turn, a failure reaches all who asked, and nobody after them", async () => {
  const asked: (readonly string[])[] = [];
  let broken = true;
  const row = rowTogether(async (ids: readonly string[]) => {
    asked.push(ids);
    if (broken) throw new Error("no answer");
    return ids.map((id) => ({ id }));
  });
  const first = row("a");
  const later = new Promise((done, fail) => setTimeout(() => row("b").then(done, fail)));
  await expect(first).rejects.toThrow("no answer");
  await expect(later).rejects.toThrow("no answer");
  broken = false;
  const both = [row("c"), Promise.resolve().then(() => row("d"))];
  expect(await Promise.all(both)).toEqual([{ id: "c" }, { id: "d" }]);
  expect(asked).toEqual([["a"], ["b"], ["c", "d"]]);
});
