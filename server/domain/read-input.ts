import type * as z from "zod/mini";
import { type CommandName, commands, type Input } from "#shared/commands.ts";
import { Refusal } from "./refusal.ts";

type Issue = z.core.$ZodIssue;

/** What a client sent, as the command's schema reads it; refused with the field at fault and, for a length, both figures. */
export function readInput<N extends CommandName>(name: N, raw: unknown): Input<N> {
  const read = commands[name].input.safeParse(raw);
  if (read.success) return read.data;
  const issue = deepest(read.error.issues);
  throw new Refusal("invalid_input", messageOf(issue), {
    ...(fieldOf(issue) === "" ? {} : { field: fieldOf(issue) }),
    details: detailsOf(issue, raw),
  });
}

/** Of a union's issues those of the first branch that got furthest. */
function deepest(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues;
  if (first?.code !== "invalid_union") return first;
  const inner = first.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
  return inner ? { ...inner, path: [...first.path, ...inner.path] } : first;
}

function fieldOf(issue: Issue | undefined): string {
  const path =
    issue?.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue?.path;
  return (path ?? []).map(String).join(".").slice(0, 100);
}

function messageOf(issue: Issue | undefined): string {
  const field = fieldOf(issue);
  return field ? `${field}: ${issue?.message ?? "invalid"}` : (issue?.message ?? "Invalid input.");
}

type Details = Record<string, string | number | boolean | null>;

function detailsOf(issue: Issue | undefined, raw: unknown): Details {
  if (!issue) return {};
  switch (issue.code) {
    case "too_big":
      return { rule: "too_long", limit: Number(issue.maximum), ...actualAt(raw, issue.path) };
    case "too_small":
      return { rule: "too_short", limit: Number(issue.minimum), ...actualAt(raw, issue.path) };
    case "unrecognized_keys":
      return { rule: "unknown_field" };
    case "invalid_format":
      return { rule: issue.format };
    case "custom":
      return { rule: issue.message };
    default:
      return { rule: issue.code };
  }
}

/** The length of what was sent, found without trusting its shape. */
function actualAt(raw: unknown, path: readonly PropertyKey[]): Details {
  let value: unknown = raw;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return {};
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  if (typeof value === "number") return { actual: value };
  return typeof value === "string" || Array.isArray(value) ? { actual: value.length } : {};
}
