// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { v7 as uuidv7 } from "uuid";
import { afterEach, expect, test, vi } from "vitest";
import { createDrafts } from "#client/drafts.ts";
import { words as en } from "#client/messages/compiled/page-en.ts";
import { draftIn } from "#client/read-draft.ts";
import { type Draft, inertWriting, type Writing } from "#client/view/actions.ts";
import type { WriteProps } from "#client/view/parts.ts";
import { UiContext } from "#client/view/ui.ts";
import { LanguageField } from "#client/view/writing/language-field.tsx";
import { useComposer } from "#client/view/writing/use-composer.ts";
import { DiscussionId, QuestionId } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";

const ui = { t: en, lang: "en" as const, zone: "UTC" as const, now: 1, live: true };
const languages = ["en", "fr", "es"].map((tag) => Language.parse(tag));
const french = "<p>Nous avons besoin de plus de soignants dans nos villages.</p>";
const english = "<p>We need more people who care for others in our villages.</p>";
const arabic = "<p>نحن نعتقد أن هذا القرار غير صحيح ويجب مراجعته.</p>";

const questionId = QuestionId.parse(uuidv7());
const discussionId = DiscussionId.parse(uuidv7());

const open: HTMLElement[] = [];
afterEach(() => {
  for (const box of open.splice(0)) render(null, box);
  localStorage.clear();
});

/** A composer as often as it is opened, over one memory; what was sent and what the server was given to keep. */
function aPlace(refuse = false) {
  const drafts = createDrafts(() => localStorage);
  const seen = { sent: [] as Draft[], saved: [] as unknown[] };
  const writing: Writing = {
    ...inertWriting,
    stamp: () => ({ discussionId, commandId: "a command" }),
    draftOf: () => drafts.box("q"),
    act(name, input) {
      if (name === "draft:save" && "language" in input) seen.saved.push(input.language);
      return inertWriting.act(name, input);
    },
    async send(_, draft) {
      seen.sent.push({ ...draft });
      return refuse ? { code: "muted", message: "" } : null;
    },
  };
  const props: WriteProps = {
    ...{ target: { kind: "answer", questionId }, number: 1, languages, writing },
    ...{ reader: { userId: null, role: "participant" }, block: null, here: "/", help: null },
  };
  const opened = async () => {
    const now = {} as { composer: ReturnType<typeof useComposer> };
    const Probe = () => {
      now.composer = useComposer(props);
      return null;
    };
    const box = document.createElement("div");
    open.push(box);
    await act(() =>
      render(
        <UiContext.Provider value={ui}>
          <Probe />
        </UiContext.Provider>,
        box,
      ),
    );
    return {
      language: () => now.composer.language,
      recognised: () => now.composer.recognised,
      write: (html: string) => now.composer.write(html),
      choose: (tag: string) => now.composer.speak(Language.parse(tag)),
      send: () => now.composer.send(null),
      async leave() {
        now.composer.cancel();
        render(null, box);
      },
    };
  };
  return { opened, seen, kept: () => draftIn(drafts.box("q")) };
}

test("a language that was guessed is guessed again of what stands there when a draft is opened", async () => {
  const { opened, kept, seen } = aPlace();
  const first = await opened();
  first.write(french);
  await expect.poll(first.language).toBe("fr");
  expect(first.recognised()).toBe(true);
  await first.leave();
  expect(kept()).toMatchObject({ html: french, language: null });

  const second = await opened();
  await expect.poll(second.language).toBe("fr");
  second.write("");
  await expect.poll(second.language).toBe("en");
  second.write(english);
  await second.send();
  expect(seen.sent).toMatchObject([{ language: "en" }]);
});

test("a guess holds while its text goes on, and not for another text; addresses are of no language", async () => {
  const { opened } = aPlace();
  const composer = await opened();
  composer.write(french);
  await expect.poll(composer.language).toBe("fr");
  composer.write(`${french}<p>www.ilo.org/a/b/c/d/e/f/g/h/i www.ilo.org/a/b/c</p>`);
  await new Promise((done) => setTimeout(done, 600));
  expect(composer.language()).toBe("fr");
  composer.write("<p>Employers: pay.</p>");
  await expect.poll(composer.language).toBe("en");
  composer.write(arabic);
  await expect.poll(composer.language).toBe("ar");
  composer.write("<p>Agreed.</p>");
  await expect.poll(composer.language).toBe("en");
  composer.write("<p>hello world www.ilo.org/integrazione/lavoratori/di/cura</p>");
  await new Promise((done) => setTimeout(done, 600));
  expect([composer.language(), composer.recognised()]).toEqual(["en", false]);
});

test("words quoted in another language don't tell which one the text is in", async () => {
  const { opened } = aPlace();
  const composer = await opened();
  composer.write(`<blockquote lang="fr" dir="ltr">${french}</blockquote>${arabic}`);
  await expect.poll(composer.language).toBe("ar");
  const other = await aPlace().opened();
  other.write(`<blockquote lang="fr" dir="ltr">${french}</blockquote><p>Agreed.</p>`);
  await new Promise((done) => setTimeout(done, 600));
  expect(other.language()).toBe("en");
});

test("a language that was chosen stays chosen, whatever is written then", async () => {
  const { opened, kept } = aPlace();
  const first = await opened();
  first.write(english);
  first.choose("es");
  await first.leave();
  expect(kept()).toMatchObject({ language: "es" });
  const second = await opened();
  second.write(french);
  await vi.waitFor(() => expect(kept()?.html).toBe(french));
  expect([second.language(), second.recognised()]).toEqual(["es", false]);
});

test("a text that is sent at once goes out in its language, which nobody has chosen if it comes back", async () => {
  const { opened, kept, seen } = aPlace(true);
  const composer = await opened();
  composer.write(arabic);
  await composer.send();
  expect(seen.sent).toMatchObject([{ language: "ar" }]);
  expect(kept()).toMatchObject({ html: arabic, language: null });
  await expect.poll(() => seen.saved, { timeout: 5_000 }).toEqual([null]);
});

test("the language field has the discussion's languages, many others by name, and the text's own", async () => {
  const box = document.createElement("div");
  const chosen: string[] = [];
  await act(() =>
    render(
      <UiContext.Provider value={ui}>
        <LanguageField
          languages={languages}
          language={Language.parse("ckb")}
          recognised={false}
          onChoose={(tag) => chosen.push(tag)}
        />
      </UiContext.Provider>,
      box,
    ),
  );
  const tagsIn = (path: string) =>
    [...box.querySelectorAll<HTMLOptionElement>(path)].map(({ value }) => value);
  expect(tagsIn("select > option")).toEqual(["en", "fr", "es"]);
  const others = tagsIn("optgroup > option");
  expect(others).toEqual(expect.arrayContaining(["ar", "ckb", "pt", "zh"]));
  expect(others).not.toContain("fr");
  expect(box.querySelector("optgroup")?.label).toBe("Another language");
  const select = box.querySelector("select");
  expect(select?.value).toBe("ckb");
  if (select) select.value = "pt";
  select?.dispatchEvent(new Event("change"));
  expect(chosen).toEqual(["pt"]);
});
