import { expect, test } from "vitest";
import { nextPath } from "#client/view/next-path.ts";

test.each(["/", "/d/a-talk", "/d/a-talk?in=2#q-2", "/link/abc", "/d/a%20b"])(
  "a path of this site is gone on to: %s",
  (path) => {
    expect(nextPath(path)).toBe(path);
  },
);

test.each([
  ...[
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
  ],
  ...[
    "https://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
    " /d/x",
  ],
  ...["/d/\\..\\x", "/ /evil.example", `/${"a".repeat(600)}`, "http:/evil.example", "/\u0000/evil"],
  ...[undefined, null, 7, ["/d/x"], {}],
])("anything else leads to the front page: %j", (path) => {
  expect(nextPath(path)).toBe("/");
});

test("what a browser makes of it stays on this site", () => {
  for (const path of ["/..//evil.example", "/./\\evil.example", "/d/../..//evil.example"]) {
    const gone = new URL(nextPath(path), "https://ours.example");
    expect(gone.origin).toBe("https://ours.example");
  }
});
