import { describe, expect, test } from "vitest";
import { ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function searchContract({ engine, aStore }: Instances): void {
  describe(`${engine}: words of posts`, () => {
    const aPost = (seq: number, text: string) => ({
      ...{ postId: ids.post(), seq, words: text.split(" ") },
    });

    test("posts are found by the beginnings of all the words, in their own discussion only", async () => {
      const { search } = await aStore();
      const [here, there] = [ids.discussion(), ids.discussion()];
      const posts = [
        aPost(3, "night buses for shift workers"),
        aPost(4, "night trains"),
        aPost(5, "nightingale \u6587\u5b57 \u0627\u0644\u0633\u0644\u0627\u0645 a1"),
      ];
      const [buses, trains, birds] = posts.map(({ postId }) => postId);
      const elsewhere = aPost(3, "night buses");
      await search.put(here, 5, posts);
      await search.put(there, 3, [elsewhere]);
      const found = async (...words: string[]) => (await search.find(here, words)).sort();
      expect(await found("night")).toEqual([buses, trains, birds].sort());
      expect(await found("night", "bus")).toEqual([buses]);
      expect(await found("bus", "trains")).toEqual([]);
      expect(await found("ight")).toEqual([]);
      expect(await found("\u6587")).toEqual([birds]);
      expect(await found("\u0627\u0644\u0633")).toEqual([birds]);
      expect(await found("a1")).toEqual([birds]);
      expect(await search.find(there, ["night"])).toEqual([elsewhere.postId]);
      expect(await search.find(ids.discussion(), ["night"])).toEqual([]);
    });

    test("newer words replace older ones, older ones come too late, and the level only rises", async () => {
      const { search } = await aStore();
      const id = ids.discussion();
      expect(await search.level(id)).toBe(0);
      const post = aPost(3, "first");
      await search.put(id, 3, [post]);
      await search.put(id, 7, [{ ...post, seq: 7, words: ["second"] }]);
      await search.put(id, 3, [post]);
      expect(await search.level(id)).toBe(7);
      expect(await search.find(id, ["first"])).toEqual([]);
      expect(await search.find(id, ["second"])).toEqual([post.postId]);
      const far = 3 * 2 ** 40;
      await search.put(id, far + 1, [{ ...post, seq: far + 1, words: ["third"] }]);
      expect(await search.level(id)).toBe(far + 1);
      expect(await search.find(id, ["second"])).toEqual([]);
      expect(await search.find(id, ["third"])).toEqual([post.postId]);
    });

    test("what means something to a query language is a word like any other", async () => {
      const { search } = await aStore();
      const id = ids.discussion();
      await search.put(id, 3, [aPost(3, "or and not near")]);
      for (const words of [["or"], ["and", "not"], ["near"]])
        expect(await search.find(id, words)).toHaveLength(1);
      for (const word of ['"', "*", "a OR b", "^", "(", ".*", "$where", "'; drop table words"])
        expect(await search.find(id, [word])).toEqual([]);
    });
  });
}
