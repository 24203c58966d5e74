import { expect, test } from "vitest";
import { helpFor } from "#client/view/writing/help.ts";

const page = { help: "help@example.org", here: "/d/care", number: 1 };
const sent = (words: string, title = "Answer question 1"): string | null =>
  new URL(helpFor(page, title, words)).searchParams.get("body")?.replace("/d/care#q-1\n\n", "") ??
  null;

test("what can't be posted is cut after a whole character", () => {
  expect(sent(`${"x".repeat(1_499)}🙂 and more`)).toBe(`${"x".repeat(1_499)}🙂`);
  expect(sent("🙂".repeat(1_501))).toBe("🙂".repeat(1_500));
});

test("half a character, which another program left, spoils no message", () => {
  expect(sent("left: \ud83d", "To \ude42")).toBe("left: \ufffd");
});

test("whoever helps by a page is led there", () => {
  expect(helpFor({ ...page, help: "/about" }, "Answer", "words")).toBe("/about");
});
