import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** File, what it imports: each of these the linter must refuse. */
const violations = [
  ["shared/plant.ts", "#server/domain/log.ts"],
  ["shared/plant.ts", "#client/view/post.tsx"],
  ["shared/plant.ts", "zod"],
  ["shared/plant.ts", "node:crypto"],
  ["shared/plant.ts", "preact"],
  ["shared/plant.ts", "../server/domain/log.ts"],
  ["client/plant.ts", "#server/domain/log.ts"],
  ["client/plant.ts", "#test/support/people.ts"],
  ["client/plant.ts", "../server/domain/log.ts"],
  ["client/plant.ts", "zod"],
  ["client/plant.ts", "node:fs"],
  ["client/feed/plant.ts", "#server/domain/log.ts"],
  ["client/feed/plant.ts", "#client/view/post.tsx"],
  ["client/feed/plant.ts", "socket.io-client"],
  ["client/feed/plant.ts", "preact"],
  ["client/view/plant.tsx", "#server/domain/log.ts"],
  ["client/view/plant.tsx", "#client/connection.ts"],
  ["client/view/plant.tsx", "socket.io-client"],
  ["server/plant.ts", "#client/view/post.tsx"],
  ["server/plant.ts", "#test/support/people.ts"],
  ["server/app.ts", "#client/view/post.tsx"],
  ["server/main.ts", "../client/view/post.tsx"],
  ["server/domain/plant.ts", "#server/store/open-store.ts"],
  ["server/domain/plant.ts", "#server/auth/tokens.ts"],
  ["server/domain/plant.ts", "#server/config.ts"],
  ["server/domain/plant.ts", "#client/feed/put.ts"],
  ["server/domain/plant.ts", "socket.io"],
  ["server/domain/plant.ts", "express"],
  ["server/domain/plant.ts", "mongoose"],
  ["server/domain/plant.ts", "libsql"],
  ["server/domain/plant.ts", "pino"],
  ["server/domain/plant.ts", "node:fs"],
  ["server/domain/posts/plant.ts", "./write-post.ts"],
  ["server/domain/posts/plant.ts", "#server/domain/members/mute.ts"],
  ["server/domain/posts/plant.ts", "../../store/open-store.ts"],
  ["server/domain/rules.ts", "#server/socket/gateway.ts"],
  ["server/domain/rules.ts", "mongoose"],
  ["server/store/plant.ts", "#server/auth/tokens.ts"],
  ["server/store/plant.ts", "#server/socket/gateway.ts"],
  ["server/store/plant.ts", "#server/http/web.ts"],
  ["server/store/plant.ts", "#server/app.ts"],
  ["server/store/sqlite/plant.ts", "../../auth/tokens.ts"],
  ["server/auth/plant.ts", "#server/store/open-store.ts"],
  ["server/auth/plant.ts", "#server/http/web.ts"],
  ["server/cluster/plant.ts", "#server/store/open-store.ts"],
  ["server/cluster/plant.ts", "#server/socket/gateway.ts"],
  ["server/domain/plant.ts", "ioredis"],
  ["server/socket/plant.ts", "#server/store/open-store.ts"],
  ["server/socket/plant.ts", "#server/auth/tokens.ts"],
  ["server/socket/plant.ts", "#server/http/web.ts"],
  ["server/socket/plant.ts", "#server/app.ts"],
  ["server/http/plant.ts", "#server/store/open-store.ts"],
  ["server/http/plant.ts", "#server/socket/gateway.ts"],
  ["server/http/plant.ts", "#server/auth/tokens.ts"],
  ["server/http/plant.ts", "#client/view/post.tsx"],
  ["server/http/page-plant.tsx", "#client/connection.ts"],
  ["server/http/page-plant.tsx", "#client/feed/put.ts"],
  ["server/http/page-plant.tsx", "#server/store/open-store.ts"],
  ["server/demo/plant.ts", "#server/store/open-store.ts"],
  ["server/import/plant.ts", "#server/store/open-store.ts"],
  ["server/import/plant.ts", "#server/cli/import.ts"],
  ["server/cli/plant.ts", "#server/http/web.ts"],
  ["server/cli/plant.ts", "#server/socket/gateway.ts"],
  ["server/cli/plant.ts", "#client/view/post.tsx"],
] as const;

/** And these it must let pass: a wall without a door would be green above for the wrong reason. */
const doors = [
  ["shared/plant.ts", "./ids.ts"],
  ["shared/plant.ts", "zod/mini"],
  ["client/plant.ts", "#shared/ids.ts"],
  ["client/plant.ts", "socket.io-client"],
  ["client/feed/plant.ts", "#shared/feed.ts"],
  ["client/feed/plant.ts", "@preact/signals"],
  ["client/view/plant.tsx", "#client/messages/compiled/page-en.ts"],
  ["server/plant.ts", "#server/store/open-store.ts"],
  ["server/domain/plant.ts", "./log.ts"],
  ["server/domain/plant.ts", "zod/mini"],
  ["server/domain/plant.ts", "node:crypto"],
  ["server/domain/posts/plant.ts", "#server/domain/permissions.ts"],
  ["server/domain/posts/plant.ts", "sanitize-html"],
  ["server/domain/rules.ts", "./posts/write-post.ts"],
  ["server/store/sqlite/plant.ts", "#server/store/open-store.ts"],
  ["server/store/plant.ts", "#server/domain/store.ts"],
  ["server/auth/plant.ts", "#server/domain/deps.ts"],
  ["server/cluster/plant.ts", "#server/domain/rate-limits.ts"],
  ["server/socket/plant.ts", "#shared/commands.ts"],
  ["server/http/plant.ts", "#server/domain/answer.ts"],
  ["server/http/page-plant.tsx", "#client/view/post.tsx"],
  ["server/http/page-plant.tsx", "#client/messages/compiled/page-en.ts"],
  ["server/cli/plant.ts", "#server/store/open-store.ts"],
  ["server/demo/plant.ts", "#server/domain/answer.ts"],
  ["test/domain/plant.ts", "#server/app.ts"],
] as const;

const root = join(import.meta.dirname, "../..");
/** A project of nothing but the linter's configuration and the files above, each import on a line of its own. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), "roundtable-walls-")));
const planted = new Map<string, string[]>();
let refused: Set<string>;

beforeAll(() => {
  for (const [file, imported] of [...violations, ...doors])
    planted.set(file, [...(planted.get(file) ?? []), imported]);
  for (const [file, imports] of planted) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), imports.map((each) => `import "${each}";\n`).join(""));
  }
  copyFileSync(join(root, "biome.json"), join(folder, "biome.json"));
  const { stdout } = spawnSync(
    join(root, "node_modules/.bin/biome"),
    ["lint", "--only=style/noRestrictedImports", "--reporter=github", "--max-diagnostics=none"],
    { cwd: folder, encoding: "utf8" },
  );
  const lines = stdout.matchAll(/^::error .*?file=([^,]+),line=(\d+)/gm);
  refused = new Set(
    Array.from(lines, ([, path = "", line]) => {
      const file = relative(folder, path);
      return `${file} ${planted.get(file)?.[Number(line) - 1]}`;
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(violations)("%s may not import %s", (file, imported) => {
  expect(refused).toContain(`${file} ${imported}`);
});

test.each(doors)("%s may import %s", (file, imported) => {
  expect(refused).not.toContain(`${file} ${imported}`);
});
