import { type ChildProcess, spawn, spawnSync } from "node:child_process";

/**
 * `npm run dev`: builds the browser's files and the server at each change of a source, and starts the server again at each
 * build, so that what runs is what `npm start` runs. Ends as a whole, when one part ends or a signal comes.
 */
const vite = "node_modules/.bin/vite";
const builds = ["client", "server"].map((part) => ["build", "--config", `${part}/vite.config.ts`]);

const inherit = { stdio: "inherit" } as const;
for (const build of builds) {
  const { status } = spawnSync(vite, [...build, "--logLevel", "warn"], inherit);
  if (status !== 0) process.exit(1);
}

const children: ChildProcess[] = [
  ...builds.map((build) => spawn(vite, [...build, "--watch", "--logLevel", "warn"], inherit)),
  spawn("node_modules/.bin/tsx", ["watch", "--clear-screen=false", "dist/server/main.js"], inherit),
];

const end = () => {
  for (const child of children) child.kill("SIGTERM");
};
for (const child of children) child.once("exit", end);
process.once("SIGINT", end);
process.once("SIGTERM", end);
