import type * as z from "zod/mini";
import { type CommandName, commands, type Input } from "#shared/commands.ts";
import { Refusal } from "./refusal.ts";

type Issue = z.core.$ZodIssue;

/** More would help nobody, and an answer stays small whatever is sent. */
const mostFaults = 20;

/** What a client sent, as the command's schema reads it; refused with each field at fault and, for a length, both figures. */
export function readInput<N extends CommandName>(name: N, raw: unknown): Input<N> {
  const read = commands[name].input.safeParse(raw);
  if (read.success) return read.data;
  const byField = new Map<string, Issue>();
  for (const issue of read.error.issues.map(deepest))
    if (!byField.has(fieldOf(issue))) byField.set(fieldOf(issue), issue);
  const [first, ...others] = [...byField].slice(0, mostFaults).map(([field, issue]) => ({
    ...(field === "" ? {} : { field }),
    details: detailsOf(issue, raw),
  }));
  throw new Refusal("invalid_input", messageOf(byField), {
    ...first,
    ...(others.length > 0 && { others }),
  });
}

function messageOf(byField: ReadonlyMap<string, Issue>): string {
  const [[field, { message }] = ["", { message: "Invalid input." }]] = byField;
  return field === "" ? message : `${field}: ${message}`;
}

/** Of a union's issues the one that got furthest. */
function deepest(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
  return inner ? { ...inner, path: [...issue.path, ...inner.path] } : issue;
}

function fieldOf(issue: Issue): string {
  const path =
    issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
  return path.map(String).join(".").slice(0, 100);
}

type Details = Record<string, string | number | boolean | null>;

function detailsOf(issue: Issue, raw: unknown): Details {
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
