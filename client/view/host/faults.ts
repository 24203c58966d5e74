import type { HostMessages } from "#client/messages/host-messages.ts";
import { sentenceAt } from "#client/view/fault.ts";
import type { Failure } from "#shared/refusals.ts";

/** What a rule of the server is called here, where the field says more than the rule. */
const byField: readonly [RegExp, keyof HostMessages["faults"]][] = [
  [/^slug$/, "slug"],
  [/^deliverable\.wordLimit$/, "number"],
  [/^(opensAt|closesAt|deliverable\.dueDate)$/, "date"],
  [/^(.*\.)?languages\.\d+$/, "unknown_language"],
];

/** Where it is not the characters that are too many. */
const isCounted = /(^|\.)languages$|^(moderators|faq|terms|topics|embedOrigins)$|wordLimit$/;

/** A refusal in words for a host; what only hosts meet has its sentences here. */
export function faultIn(
  ui: Parameters<typeof sentenceAt>[0],
  { faults, questionsFull, tooLong }: HostMessages,
  failure: Failure,
): string {
  const { code, field = "", details } = failure;
  if (code === "conflict" && typeof details?.limit === "number")
    return questionsFull(details.limit);
  if (code !== "invalid_input") return sentenceAt(ui, failure);
  const rule = String(details?.rule);
  if (rule === "too_long" && details && !isCounted.test(field)) {
    const { limit, actual } = details;
    return tooLong({ limit: Number(limit), actual: Number(actual) });
  }
  const known = rule in faults ? rule : byField.find(([path]) => path.test(field))?.[1];
  if (known === undefined || rule === "too_long" || rule === "reserved")
    return sentenceAt(ui, failure);
  const fault = faults[known as keyof typeof faults];
  return typeof fault === "string" ? fault : fault(String(details?.limit ?? ""));
}
