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

test("however much is wrong, the answer is short", () => {
  const wrong = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 1]));
  const faults = faultsIn("discussion:update", { discussionId: "a-talk", aim: wrong, ...wrong });
  expect(faults.length).toBeGreaterThan(1);
  expect(faults.length).toBeLessThanOrEqual(20);
});
