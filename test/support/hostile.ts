import { corpus } from "#test/people/corpus.ts";

/** Strings and values written for this project, of every kind that the files beside the repository have more of. */
export const hostileStrings: readonly string[] = [
  ...["", " ", "\t\n", "null", "undefined", "NaN", "true", "0", "-1", "1e400", "[object Object]"],
  ...["__proto__", "constructor", "constructor.prototype.polluted", "toString", "hasOwnProperty"],
  ...["' or 1=1 --", "'; drop table posts; --", '" or ""="', "1) union select * from accounts --"],
  ...["$where: '1 == 1'", '{"$gt":""}', "|| 1==1", "{$ne: null}"],
  ...["../../../etc/passwd", "..\\..\\windows\\win.ini", "%2e%2e%2f", "/dev/null", "C:\\con"],
  ...[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}",
  ],
  ...["${7*7}", "%s%n%x", "`id`", "$(id)", "=cmd|' /C calc'!A0", "\r\nSet-Cookie: a=b"],
  ...[
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udfff x",
    "\ufeff",
    "\u202eabc",
    "\u200b\u200d",
    "ﷺ".repeat(500),
  ],
  ...[
    "e\u0301".repeat(300),
    "👨‍👩‍👧‍👦",
    "İstanbul",
    "ß",
    "ﬁ",
    "ｆｕｌｌ",
    "٣",
    "𝒶𝒷𝒸",
    "a".repeat(300),
  ],
  ...[
    '<span data-mention="__proto__">@x</span>',
    '<span data-mention="0198c0de-aaaa-7000-8000-00000000000a"><b onclick=x>@</b>'.repeat(30),
    `data-mention=0198c0de-aaaa-7000-8000-00000000000a ${"data-mention  ".repeat(500)}`,
  ],
  ...["a".repeat(130_000), "<p>".repeat(5_000), "<b".repeat(5_000), "&".repeat(10_000)],
  ...[
    "2026-13-45T99:99:99Z",
    "00000000-0000-0000-0000-000000000000",
    "../admin",
    "a@b",
    "@",
    "😀@例え.jp",
  ],
];
export const hostileValues: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 60, [], {}, [[]], ["a"], [null], { a: 1 }],
  ...[{ $ne: null }, { $gt: "" }, { $where: "sleep(1000)" }, { $regex: ".*" }, { $in: [] }],
  ...[
    { length: 1e9 },
    { toString: null },
    JSON.parse('{"then":1}'),
    { toJSON: 1 },
    { "": 1 },
    { "a.b": 1 },
  ],
  ...[
    { _bsontype: "ObjectID", id: "aaaaaaaaaaaa" },
    { type: "Buffer", data: [0] },
  ],
  JSON.parse('{"__proto__":{"polluted":1}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":1}}}'),
  JSON.parse('{"__proto__":null}'),
];

interface Item {
  name: string;
  payload: string;
  jsonValue?: boolean;
}
const files = [
  ...["nosql-injection.json", "prototype-pollution.json", "sqli-sqlite.json", "blns.json"],
  ...["unicode-hostile.json", "path-traversal.json"],
];
/** What lies beside the repository, read as the files say: JSON texts as values, the rest as strings. */
export function hostileCorpus(): unknown[] {
  return files.flatMap((file) =>
    (corpus<Item>(file) ?? []).map(({ payload, jsonValue }) => {
      if (!jsonValue) return payload;
      try {
        return JSON.parse(payload) as unknown;
      } catch {
        return payload; // not JSON after all, and hostile all the same
      }
    }),
  );
}

/** The same numbers for the same seed, in [0, 1). */
export function fixedRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
