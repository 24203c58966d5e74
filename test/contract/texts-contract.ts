import { describe, expect, test } from "vitest";
import { ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function textsContract({ engine, aStore }: Instances): void {
  describe(`${engine}: texts`, () => {
    const aText = (body: string) => ({
      id: ids.text(),
      discussionId: ids.discussion(),
      body,
      at: 5,
    });

    test("texts come back as they were written, and writing one again is harmless", async () => {
      const { texts } = await aStore();
      const odd = aText("emoji 🌍, العربية, quote \" ' , \n and $dollar.dots");
      const empty = aText("");
      await texts.put([odd, empty]);
      await texts.put([odd, aText("another")]);
      await texts.put([{ ...odd, body: "changed" }]);
      const found = await texts.get([odd.id, empty.id, ids.text()]);
      expect(found.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([odd, empty]);
      expect(await texts.get([])).toEqual([]);
    });

    test("all texts are scanned in id order, a page after the other", async () => {
      const { texts } = await aStore();
      const all = Array.from({ length: 130 }, (_, i) => aText(`${i}`));
      await texts.put(all.toReversed());
      const first = await texts.scan(null, 100);
      const rest = await texts.scan(first.at(-1)?.id ?? null, 100);
      expect([...first, ...rest]).toEqual(all);
    });
  });
}
