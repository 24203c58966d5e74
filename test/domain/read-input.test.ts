import { expect, test } from "vitest";
import { readInput } from "#server/domain/read-input.ts";
import type { Refusal } from "#server/domain/refusal.ts";
import type { CommandName } from "#shared/commands.ts";
import { faultsOf } from "#shared/refusals.ts";
import { commandId } from "#test/support/people.ts";

/** Each field at fault, with its rule. */
function faultsIn(name: CommandName, input: object): string[] {
  try {
    readInput(name, { commandId: commandId(), ...input });
  } catch (error) {
    const { failure } = error as Refusal;
    expect(failure.code).toBe("invalid_input");
    expect(failure.message.startsWith(`${failure.field ?? ""}`)).toBe(true);
    return faultsOf(failure).map(({ field, details }) => `${field}: ${details?.rule}`);
  }
  return [];
}

test("an input with several faults tells each field once", () => {
  const faults = faultsIn("account:register", { name: "", email: "none", password: "short" });
  expect(faults).toEqual(["name: too_short", "email: email", "password: too_short"]);
});

test("a text in a language that there isn't is refused", () => {
  const title = (tag: string) =>
    faultsIn("space:create", { slug: "hub", title: { [tag]: "Hub" }, about: {} });
  expect(title("xx")).toEqual(["title: unknown_language"]);
  for (const tag of ["en", "zh-Hant", "pt-BR", "ckb"]) expect(title(tag)).toEqual([]);
});

test("a post, its files, its translations and a draft in a language that there isn't are refused", () => {
  const [id, discussionId] = [crypto.randomUUID(), "a-talk"];
  const inTalk = { discussionId, postId: id, body: "<p>Words</p>" };
  const place = { questionId: id, parentId: null, postId: null };
  const post = { discussionId, questionId: id, parentId: null, body: "<p>Words</p>" };
  const file = (language: string) => [{ id, title: "Paper", language }];
  const faults = (tag: string) => [
    ...faultsIn("post:create", { ...post, language: tag, files: file(tag) }),
    ...faultsIn("post:edit", { ...inTalk, files: file(tag) }),
    ...faultsIn("post:translate", { ...inTalk, language: tag }),
    ...faultsIn("draft:save", { discussionId, place, html: "", follows: null, language: tag }),
    ...faultsIn("draft:save", {
      discussionId,
      place,
      html: "",
      follows: null,
      language: null,
      files: file(tag),
    }),
  ];
  const [own, paper] = ["language: unknown_language", "files.0.language: unknown_language"];
  expect(faults("zz")).toEqual([own, paper, paper, own, own, paper]);
  for (const tag of ["en", "zh-Hant", "ckb"]) expect(faults(tag)).toEqual([]);
  // Of a post that was imported so it stays.
  const edited = { ...place, postId: id };
  expect(
    faultsIn("draft:save", {
      discussionId,
      place: edited,
      html: "",
      follows: null,
      language: "zz",
    }),
  ).toEqual([]);
});

test("however much is wrong, the answer is short", () => {
  const wrong = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 1]));
  const faults = faultsIn("discussion:update", { discussionId: "a-talk", aim: wrong, ...wrong });
  expect(faults.length).toBeGreaterThan(1);
  expect(faults.length).toBeLessThanOrEqual(20);
});
