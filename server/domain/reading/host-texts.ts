import * as z from "zod/mini";
import { sanitize } from "#server/domain/posts/sanitize.ts";
import type { DiscussionTexts } from "#shared/inputs.ts";
import { DiscussionView as discussionView } from "#shared/model.ts";

/** What the host wrote that no rule depends on; kept as one JSON text per version. */
export const HostTexts = z.pick(discussionView, {
  timeZone: true,
  questionOrder: true,
  title: true,
  aim: true,
  preparedBy: true,
  onBehalfOf: true,
  deliverable: true,
  method: true,
  guidelines: true,
  contact: true,
  disclaimer: true,
  moderators: true,
  embedOrigins: true,
});
export type HostTexts = z.infer<typeof HostTexts>;

export const noHostTexts: HostTexts = {
  timeZone: "UTC",
  questionOrder: "ascending",
  title: {},
  aim: {},
  preparedBy: {},
  onBehalfOf: {},
  deliverable: null,
  method: {},
  guidelines: {},
  contact: {},
  disclaimer: {},
  moderators: [],
  embedOrigins: [],
};

type Local = Record<string, string>;
const cleaned = (texts: Local | undefined): Local | undefined =>
  texts &&
  Object.fromEntries(
    Object.entries(texts)
      .map(([language, html]) => [language, sanitize(html)] as const)
      .filter(([, html]) => html !== ""),
  );
const filled = (texts: Local | undefined): Local | undefined =>
  texts && Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));

/** The texts after an update; what the input leaves out stays. Rich ones are sanitised. */
export function mergeHostTexts(before: HostTexts, input: DiscussionTexts): HostTexts {
  const given = Object.fromEntries(
    Object.entries({
      ...input,
      title: filled(input.title),
      preparedBy: filled(input.preparedBy),
      onBehalfOf: filled(input.onBehalfOf),
      aim: cleaned(input.aim),
      method: cleaned(input.method),
      guidelines: cleaned(input.guidelines),
      contact: cleaned(input.contact),
      disclaimer: cleaned(input.disclaimer),
    }).filter(([, value]) => value !== undefined),
  );
  return HostTexts.parse({ ...before, ...given });
}

export const readHostTexts = (body: string): HostTexts => HostTexts.parse(JSON.parse(body));

/** A question's words: kept as one JSON text per version. */
export const QuestionTexts = z.object({
  text: z.record(z.string(), z.string()),
  authorName: z.nullable(z.string()),
});
export type QuestionTexts = z.infer<typeof QuestionTexts>;
