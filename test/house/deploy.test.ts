import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { settingsTable } from "#server/config.ts";
import { ourFiles, read, root } from "./files.ts";

interface Service {
  image: string;
  environment?: Record<string, string>;
  build?: { context: string; dockerfile: string };
  networks: string[];
  volumes?: string[];
  depends_on?: string[] | Record<string, unknown>;
  read_only?: boolean;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
}
const composeText = read("deploy/compose.yaml");
const compose: Compose = parse(composeText, { merge: true });
const dockerfile = read("deploy/Dockerfile");
const caddyfile = read("deploy/Caddyfile");
const units = ourFiles.filter((path) => /^deploy\/.*\.(service|timer)$/.test(path));
const manifest: { scripts: Record<string, string>; engines: { node: string } } = JSON.parse(
  read("package.json"),
);

const settings: readonly string[] = settingsTable.map(({ name }) => name);
/** What the other programs of compose.yaml are told. */
const ofOthers = ["SITE", "REDIS_PASSWORD"];
const names = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, name = ""]) => name);
const notSettings = (found: string[]): string[] => {
  expect(found.length).toBeGreaterThan(0);
  return found.filter((name) => !settings.includes(name));
};

test("every variable that a server process is given is one of its settings", () => {
  for (const app of ["app1", "app2", "app3"])
    expect(notSettings(Object.keys(compose.services[app]?.environment ?? {}))).toEqual([]);
  const image = dockerfile.match(/^ENV .*$/gm)?.join(" ") ?? "";
  expect(notSettings(names(image, /\b([A-Z_]+)=/g))).toEqual([]);
  expect(notSettings(names(read("deploy/roundtable.env.example"), /^([A-Z_]+)=/gm))).toEqual([]);
  for (const unit of units.filter((path) => path.endsWith(".service")))
    expect(notSettings(names(read(unit), /(?:^Environment=|\s)([A-Z_]+)=/gm))).toEqual([]);
});

test("compose.yaml asks for the variables of its example, and for no others", () => {
  const asked = new Set(names(composeText, /(?<!\$)\$\{([A-Z_]+)/g));
  const example = names(read("deploy/compose.env.example"), /^([A-Z_]+)=/gm);
  expect([...asked].sort()).toEqual(example.toSorted());
  expect(example.filter((name) => !settings.includes(name)).toSorted()).toEqual(
    ofOthers.toSorted(),
  );
});

test("every network, volume and service that compose.yaml names is there", () => {
  for (const { networks, volumes = [], depends_on = [] } of Object.values(compose.services)) {
    expect(networks.filter((name) => !(name in compose.networks))).toEqual([]);
    const named = volumes
      .map((each) => each.split(":")[0] ?? "")
      .filter((at) => !at.startsWith("."));
    expect(named.filter((name) => !(name in compose.volumes))).toEqual([]);
    const wanted = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
    expect(wanted.filter((name) => !(name in compose.services))).toEqual([]);
  }
});

test("what the server processes may do is little: no rights, nothing to write to, no way out", () => {
  expect(compose.services.app1).toMatchObject({
    ...{ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] },
    ...{ networks: ["front", "back"], tmpfs: ["/tmp"] },
  });
  for (const name of ["front", "back"]) expect(compose.networks[name]).toEqual({ internal: true });
  expect(dockerfile).toMatch(/^USER node$/m);
});

test("Caddy leads to each server process, and to /metrics not at all", () => {
  const processes = Object.keys(compose.services).filter((name) => name.startsWith("app"));
  const lines = names(caddyfile, /reverse_proxy (.*) \{/g);
  expect(lines.length).toBe(2);
  for (const line of lines)
    expect(line.split(" ")).toEqual(processes.map((name) => `${name}:8080`));
  expect(caddyfile).toContain("@metrics path /metrics /metrics/*\n");
  expect(caddyfile).toMatch(/handle @metrics \{\s*respond 404\s*\}/);
  expect(caddyfile).toMatch(
    /handle \/socket\.io\/\* \{\s*reverse_proxy [^{]*\{\s*lb_policy cookie/,
  );
});

test("the database that deploy's README empties is the one that the server processes have", () => {
  const uri = compose.services.app1?.environment?.MONGODB_URI ?? "none";
  const emptied = names(
    read("deploy/README.md"),
    /mongosh[\s\\]+"(\S+)" --eval 'db\.dropDatabase/g,
  );
  expect(emptied).toEqual([uri]);
});

test("every file that the image is made of is in the repository, and let through to the build", () => {
  const copied = names(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap((each) =>
    each.split(" "),
  );
  expect(copied).toContain("server");
  const let_ = names(read(".dockerignore"), /^!(.+)$/gm);
  for (const path of copied) {
    expect(existsSync(join(root, path)), path).toBe(true);
    expect(let_).toContain(path);
  }
  const { build } = compose.services.app1 ?? {};
  expect(build).toEqual({ context: "..", dockerfile: "deploy/Dockerfile" });
});

test("everywhere the server is started as in production, with the Node of this repository", () => {
  const command = dockerfile.match(/^CMD (\[.*\])$/m)?.[1] ?? "[]";
  expect(JSON.parse(command).join(" ")).toBe(manifest.scripts.start);
  expect(read("deploy/roundtable.service")).toContain(
    `ExecStart=/usr/bin/${manifest.scripts.start?.replace("dist", "/opt/roundtable/dist")}\n`,
  );
  const images = names(dockerfile, /^FROM (\S+)/gm);
  expect(images).toEqual([
    `node:${read(".nvmrc").trim()}-slim`,
    `node:${read(".nvmrc").trim()}-slim`,
  ]);
  expect(read("deploy/roundtable-backup.service")).toContain("roundtable.js backup ");
  expect(manifest.scripts.roundtable).toBe("node dist/server/roundtable.js");
});

test("health is asked for where it is told", () => {
  const routes = read("server/http/web.ts");
  expect(dockerfile).toContain("/health/live");
  expect(caddyfile).toContain("health_uri /health/ready");
  for (const path of ["/health/live", "/health/ready", "/metrics"]) expect(routes).toContain(path);
});

test("every file that deploy's README names is there", () => {
  const named = names(read("deploy/README.md"), /`([\w.-]+(?:\.\w+|file))`/g).filter((name) =>
    /^(Dockerfile|Caddyfile|compose\..*|roundtable.*)$/.test(name),
  );
  expect(named).toContain("compose.yaml");
  expect(named.filter((name) => !existsSync(join(root, "deploy", name)))).toEqual([]);
});
