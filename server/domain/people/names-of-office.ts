import { authorWords } from "#server/domain/imports/imported-authors.ts";
import { nameKey } from "./name-key.ts";

const keysOf = (words: string): string[] => words.trim().split(/\s+/).map(nameKey);

const offices = keysOf(`
admin admins administrator administrators administration administrateur administrateurs administratrice administrador
administradores administradora mod mods moderator moderators moderation modérateur modérateurs modératrice modération moderador
moderadores moderadora moderación staff host hosts support helpdesk secretariat secretariado facilitator facilitators
webmaster operator operators roundtable مدير المدير مشرف المشرف المشرفون المشرفين модератор модераторы администратор 管理员
`);
/** What makes a name of an office longer and no less one. */
const companions = keysOf(`
the our team teams site website forum service services office official chief head senior lead desk group
équipe l'équipe officiel officielle equipo oficial فريق الفريق команда
`);
/** The same, but only as words of their own before another: "Model" is a name, "Le modérateur" an office. */
const articles = keysOf(
  "your of for and le la les de du des et notre votre el los las del nuestro",
);

const bare = (key: string): string => key.normalize("NFD").replace(/\p{M}/gu, "");
const withBare = (keys: readonly string[]): string[] => [...new Set([...keys, ...keys.map(bare)])];
const words = new Map<string, "office" | "companion" | "article">([
  ...withBare(articles).map((word) => [word, "article"] as const),
  ...withBare(companions).map((word) => [word, "companion"] as const),
  ...withBare(offices).map((word) => [word, "office"] as const),
]);

/** Whether a name is an office with what people put around it, spelled together or apart: "The Moderators", "Roundtable team 2". */
export function isOffice(name: string): boolean {
  const plain = name.trim().replace(/[\p{Nd}\p{Z}\p{P}]+$/u, "");
  const key = nameKey(plain);
  const hasParts = /[\p{Z}\p{P}]/u.test(plain);
  return isMadeOfOffice(key, hasParts) || isMadeOfOffice(bare(key), hasParts);
}

/** Whether the key is nothing but words of the lists, an office among them; found from its start, place by place. */
function isMadeOfOffice(key: string, withArticles: boolean): boolean {
  /** Places where a word may end, and whether an office was among the words so far. */
  const reached = new Map([[0, false]]);
  for (let at = 0; at < key.length; at++) {
    const office = reached.get(at);
    if (office === undefined) continue;
    for (const [word, kind] of words) {
      const end = at + word.length;
      if (!key.startsWith(word, at)) continue;
      if (kind === "article" && (!withArticles || end === key.length)) continue;
      reached.set(end, office || kind === "office" || (reached.get(end) ?? false));
    }
  }
  return reached.get(key.length) ?? false;
}

const authors = [...new Set(Object.values(authorWords).map(nameKey))];
/** What digits, and letters that look like them, become in a key. */
const number = /^[io2-9]+$/;

/** Whether a name is one that an import gives to an author: "Participant 12", with any digits, or with letters in their place. */
export function isImportedAuthor(name: string): boolean {
  const plain = name.replace(/\p{Nd}/gu, "2");
  const key = nameKey(plain);
  const last = nameKey(plain.split(/[\p{Z}\p{P}]+/u).findLast(Boolean) ?? "");
  const isNumbered = plain.includes("2") || number.test(last);
  return (
    isNumbered &&
    authors.some((author) => key.startsWith(author) && number.test(key.slice(author.length)))
  );
}
