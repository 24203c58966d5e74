import { expect, test } from "vitest";
import { nameKey } from "#server/domain/people/name-key.ts";
import { readName } from "#server/domain/people/names.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { corpus } from "./corpus.ts";

/** Why a name is refused; null for one that isn't. */
function fault(raw: string): unknown {
  try {
    readName(raw);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.failure).toMatchObject({ code: "invalid_input", field: "name" });
    return error.failure.details?.reason;
  }
}

test.each([
  ...[
    "Seán O'Brien-Núñez",
    "Jean-Luc d’Écorcheville",
    "Łukasz Żak",
    "Øystein Bø",
    "Müller & Söhne",
  ],
  ...[
    "محمد علي",
    "مُحَمَّد",
    "李小龙",
    "Ольга",
    "Ольга (Olga)",
    "Νίκος Παπαδόπουλος",
    "Nguyễn Thị Ánh",
  ],
  ...["สมชาย ใจดี", "नरेन्द्र", "김민준", "たなか ゆき", "דוד לוי", "Ĳsbrand", "José Mª García"],
  ...[
    "Personio",
    "Anna Host",
    "Modeste Hosteau",
    "Persons of Note",
    "Team Europe",
    "A Participant in Lyon",
  ],
  ...[
    "Roundtable on Migration",
    "Hostelling International",
    "Ana de las Heras",
    "Lesley Modder",
    "Narendra Modi",
    "Modi",
    "Model",
    "Hostel",
  ],
  ...["Dr. A. B. C. Smith, Jr.", "Delegation of Examplia No. 2", "Ng", "Nsiah", "Mo"],
])("%s is a name", (name) => {
  expect(fault(name)).toBeNull();
});

test("outer white space goes, inner becomes one space, and compatibility forms become plain", () => {
  expect(readName(" \u00a0Ann \u3000\u2007 Example ").name).toBe("Ann Example");
  expect(readName("Ａｎｎ").name).toBe("Ann");
});

test.each([
  ["Ann\u202eelpmaxE", "bidi_control"],
  ["Ann\u2066Example", "bidi_control"],
  ["An\u200bn", "invisible"],
  ["An\u00adn", "invisible"],
  ["Ann\ufe0f", "invisible"],
  ["Ann\u3164", "invisible"],
  ["Ann\u{e0041}", "invisible"],
  ["\u2800Ann", "invisible"],
  ["Ann\nExample", "control"],
  ["Ann\u2028Example", "control"],
  ["Ann\u0085", "control"],
  ["Ann\ue000", "control"],
  ["Ann\ufff9", "control"],
  ["Ann\ud800", "control"],
  ["a\u0300\u0301\u0302\u0303nn", "marks"],
  ["é\u0300\u0301\u0302", "marks"],
  ["Ann ✅", "symbol"],
  ["Ann 🛡", "symbol"],
  ["@ann", "symbol"],
  ["＠ann", "symbol"],
  ["<b>Ann</b>", "symbol"],
  ["12345", "no_letter"],
  ["-", "no_letter"],
  ["\ufdfa".repeat(10), "too_long"],
  ["Admin", "reserved"],
  ["null", "reserved"],
])("%j is refused: %s", (name, reason) => {
  expect(fault(name)).toBe(reason);
});

test.each([
  [
    "Admin",
    "аdmin",
    "ADMIN",
    "adm1n",
    "admln",
    "a d m i n",
    "a.d-m_i’n",
    "ＡＤＭＩＮ",
    "ADMİN",
    "admın",
    "Аᗪⅿｉn",
  ],
  ["moderator", "rnoderator", "m0derat0r", "mοderator", "MODERAT0R", "мoderator".replace("м", "М")],
  ["Bob", "Вob", "вob".replace("в", "В"), "B0b", "Воb"],
  ["Nina", "Νina", "NINA", "ΝΙΝΑ", "Niпa".replace("п", "ո")],
  ["David", "Daνid", "ＤＡＶＩＤ"],
  ["Straße", "STRASSE", "strasse"],
  ["Ольга", "ОЛЬГА", "ольга"],
  ["Νίκος", "ΝΊΚΟΣ", "Νι\u0301κος"],
  ["Вика", "вика", "ВИКА"],
  ["محمد", "مُحَمَّد", "محمـــد"],
  ["کمالی", "كمالي"],
  ["O'Brien", "O’Brien", "OʼBrien", "O Brien"],
  ["José", "Jose\u0301", "JOSÉ"],
  ["Marna", "Mama"],
])("what looks like %s has its key", (...alike) => {
  expect([...new Set(alike.map(nameKey))]).toHaveLength(1);
});

test.each([
  ["José", "Jose"],
  ["Müller", "Muller"],
  ["Ann", "Anna"],
  ["Anna 1", "Anna 2"],
  ["Anna 10", "Anna 11"],
  ["李小龙", "李小明"],
  ["Ольга", "Олег"],
  ["محمد", "أحمد"],
  ["か", "が"],
  ["Νίκος", "Νίκη"],
])("%s and %s are two names", (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});

test.each([
  ...[
    "Moderators",
    "Ádmin",
    "moderatör",
    "модератор",
    "МОДЕРАТОР",
    "管理员",
    "socket.io",
    "__proto__",
  ],
  ...["www3", "Mail 7", "AES128-CTR", "MODÉRATEUR"],
  ...[
    "The Moderators",
    "TheModerators",
    "Rоundtable team",
    "Roundtable Team 2",
    "Official Support",
  ],
  ...[
    "L'équipe de modération",
    "Equipe Roundtable",
    "Los moderadores",
    "فريق المشرفين",
    "Site-Admin",
  ],
  ...[
    "Participant 1",
    "PARTICIPANT 204",
    "Pаrticipant 1",
    "Participant l",
    "Participant I0",
    "Ｐarticipant ７",
  ],
  ...[
    "Participante 3",
    "Person 10",
    "Person-10",
    "person10",
    "المشارك 7",
    "المشارك ٧",
    "Participant1l",
  ],
])("%s is kept for the site", (name) => {
  expect(fault(name)).toBe("reserved");
});

const reserved = corpus<{ payload: string }>("reserved-usernames.json");
test.skipIf(!reserved)("every reserved name of the corpus is refused, in any guise", () => {
  const names = (reserved ?? []).map(({ payload }) => payload);
  const guises = (name: string) => [
    name,
    name.toUpperCase(),
    `${name} `,
    name.replaceAll("o", "о"),
  ];
  expect(names.length).toBeGreaterThan(500);
  expect(names.flatMap(guises).filter((name) => fault(name) === null)).toEqual([]);
});

/** Those that are never shown: NFKC puts a letter in their place that looks like something else. */
const nfkcShowsAnother = new Set(["ϲ", "Ϲ", "ſ", "\u02db", "￨"]);
const confusables = corpus<{ payload: string; skeleton: string }>("unicode-confusables-ascii.json");
test.skipIf(!confusables)("every letter of the corpus counts as the one it looks like", () => {
  const letters = (confusables ?? []).filter(
    ({ payload, skeleton }) =>
      /^[A-Za-z0-9]+$/.test(skeleton) &&
      !nfkcShowsAnother.has(payload) &&
      // Its capital looks like 5, and the key may not depend on the case.
      payload !== "ƽ",
  );
  expect(letters.length).toBeGreaterThan(1_400);
  const missed = letters.filter(
    ({ payload, skeleton }) => nameKey(`Zz${payload}zz`) !== nameKey(`Zz${skeleton}zz`),
  );
  expect(missed).toEqual([]);
});

const hostile = corpus<{ name: string; payload: string; kind: string; field?: string }>(
  "unicode-hostile.json",
);
test.skipIf(!hostile)("no pair of the corpus makes two names, and no disguise gets through", () => {
  const items = hostile ?? [];
  const pairs = items.filter(({ kind }) => kind === "username-pair");
  expect(pairs.length).toBeGreaterThan(10);
  for (const { name, payload } of pairs)
    expect([name, new Set(payload.split("|").map(nameKey)).size]).toEqual([name, 1]);
  const disguises = items.filter(
    ({ kind, field }) => field === "username" && (kind === "bidi" || kind === "invisible"),
  );
  expect(disguises.length).toBeGreaterThan(20);
  const adminAgain = ({ payload }: { payload: string }) =>
    fault(payload) === null && nameKey(payload) !== nameKey("admin");
  expect(disguises.filter(adminAgain).map(({ name }) => name)).toEqual([]);
});
