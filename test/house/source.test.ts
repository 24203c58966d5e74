import { expect, test } from "vitest";
import { linesWith, ourFiles, read } from "./files.ts";

const source = ourFiles.filter((path) => /\.(ts|tsx|css)$/.test(path));
const product = source.filter((path) => /^(server|client|shared)\//.test(path));
const text = ourFiles.filter((path) => !/\.(png|jpg|ico|woff2)$/.test(path));

test("the server draws no lot with Math.random: ids and secrets come from node:crypto", () => {
  const server = product.filter((path) => /^(server|shared)\//.test(path));
  expect(server.length).toBeGreaterThan(0);
  expect(linesWith(/Math\.random/, server)).toEqual([]);
});

test("only config.ts reads the environment", () => {
  const readers = linesWith(/process\.env|from "(node:)?process"/, product).map(({ file }) => file);
  expect(new Set(readers)).toEqual(new Set(["server/config.ts"]));
});

test("types come by import, where the walls see them, and nothing comes by require", () => {
  const hidden = /(?<!await |=> |return |void )\bimport\("|\brequire\(/;
  expect(linesWith(hidden, product)).toEqual([]);
});

test("no wall is taken down by a comment", () => {
  const suppressed = new RegExp(`biome-ignore.*${["noRestricted", "Imports"].join("")}`);
  expect(linesWith(suppressed, source)).toEqual([]);
});

test("styles know start and end, not left and right, so that Arabic needs no second sheet", () => {
  const styles = ourFiles.filter((path) => /^client\/.*\.css$/.test(path));
  expect(linesWith(/^[^/]*\b(left|right)\b(?!.*\*\/)/, styles)).toEqual([]);
});

test("no file names a folder of the machine it was written on", () => {
  const folders = ["work", "root", "home/[a-z]+", "Users"].join("|");
  const machine = new RegExp(`(^|["'\`\\s=(:])/(${folders})/|[A-Z]:\\\\Users`);
  expect(linesWith(machine, text)).toEqual([]);
});

test("the product needs nothing from outside its folder", () => {
  const outside = new RegExp(
    `\\.\\./(${["shared/(corpora|data|design)", "\\.library"].join("|")})`,
  );
  const needed = text.filter((path) => !path.startsWith("test/"));
  expect(linesWith(outside, needed)).toEqual([]);
});

test("what the tests share ends what it opened after every file, not after the first that loaded it", () => {
  const shared = source.filter((path) => /^test\/(?!.*\.test\.)/.test(path));
  expect(shared.length).toBeGreaterThan(50);
  const hooked = shared.filter((path) => /^(before|after)(All|Each)\(/m.test(read(path)));
  expect(hooked).toEqual([]);
});

test("there is no barrel and no drawer of all sorts", () => {
  const drawers =
    /(^|\/)(index|utils?|helpers?|types|common|misc)\.(ts|tsx)$|\/(utils|helpers|common)\//;
  const names = product.filter((path) => drawers.test(path) && path !== "server/socket/types.ts");
  expect(names).toEqual([]);
});
