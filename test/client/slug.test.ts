import { expect, test } from "vitest";
import { DiscussionRef, Slug } from "#shared/ids.ts";

const id = "0192f0c1-7b1a-7c3e-9d2f-1a2b3c4d5e6f";

test("what looks like an id is no slug, so that a discussion's name means one thing", () => {
  expect(Slug.safeParse(id).success).toBe(false);
  expect(Slug.safeParse(`${id}-talk`).success).toBe(true);
  expect(Slug.safeParse("care-pathways").success).toBe(true);
  expect(DiscussionRef.parse(id)).toBe(id);
});
