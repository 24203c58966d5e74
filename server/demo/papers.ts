import { createHash } from "node:crypto";
import { derivedId } from "#server/domain/derived-id.ts";
import type { HostTexts } from "#server/domain/reading/host-texts.ts";
import type { Store } from "#server/domain/store.ts";
import type { DiscussionId, UserId } from "#shared/ids.ts";
import { FileId } from "#shared/ids.ts";
import { type AttachedFile, type FileView, Language, LocalText } from "#shared/model.ts";
import { type PaperLine, paperOf } from "./paper.ts";

const page = (title: string, ...lines: string[]): PaperLine[] => [
  { text: title, size: 16 },
  ...lines.map((text): PaperLine => ({ text, size: 11 })),
];

interface DemoPaper extends FileView {
  bytes: Buffer;
}

function demoPaper(name: string, title: string, pages: readonly PaperLine[][]): DemoPaper {
  const bytes = paperOf(title, pages);
  const id = FileId.parse(derivedId("demo", "file", name));
  return { id, name: `${name}.pdf`, type: "pdf", size: bytes.length, bytes };
}

const outline = demoPaper("Draft outline of the note", "Draft outline of the note", [
  page(
    "Draft outline of the note",
    "1. What we mean by a pathway into care work, and what we leave out.",
    "2. What the contributions say about pathways that have lasted.",
    "3. Who pays for recruitment today, and who could.",
    "4. What a place of origin may expect in return.",
    "",
    "One thousand words in all. Each statement names the contributions it rests on.",
  ),
  page(
    "Questions we still have",
    "Is recognition before departure possible for all grades of care work?",
    "Which figures could both ends of an agreement publish every year?",
    "Who speaks for care workers in private households?",
  ),
]);

const doors = demoPaper("Fourteen Doors, summary", "Fourteen Doors", [
  page(
    "Fourteen Doors: a summary in one page",
    "Of fourteen pathways into care work, five were exceptions and no pathways.",
    "Of the other nine, four are still open, and one of these is used by nobody.",
    "Where a worker may change employer within a year, more of them stay.",
    "Where a diploma is read before departure, nobody waits nineteen months for an answer.",
  ),
]);

const view = ({ bytes: _, ...file }: DemoPaper): FileView => file;

/** What the demo's host lays before the participants. */
export const demoDocuments: HostTexts["documents"] = [
  {
    ...{ id: "outline", language: Language.parse("en"), file: view(outline) },
    title: LocalText.parse({
      en: "Draft outline of the note",
      fr: "Projet de plan de la note",
      es: "Borrador del esquema de la nota",
      ar: "مسودة مخطط المذكرة",
    }),
  },
];

/** What comes with the observatory's contribution. */
export const doorsPaper: AttachedFile = {
  ...{ ...view(doors), title: "Fourteen Doors: a summary in one page" },
  language: Language.parse("en"),
};

/** Puts them into a store, as if the host and the author had sent them. */
export async function putDemoPapers(
  { files }: Pick<Store, "files">,
  discussionId: DiscussionId,
  owners: { outline: UserId; doors: UserId },
  at: number,
): Promise<void> {
  for (const [{ bytes, id, name, size, type }, ownerId] of [
    [outline, owners.outline],
    [doors, owners.doors],
  ] as const) {
    await files.begin({
      ...{ id, discussionId, ownerId, name, size, at },
      ...{ received: 0, found: null, kept: true },
    });
    await files.append(id, 0, bytes);
    await files.find(id, { type, hash: createHash("sha256").update(bytes).digest("hex") });
  }
}
