import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** Beside each file its compressed forms, so that no request pays for them. Short ones stay as they are. */
const compressed: Plugin = {
  name: "compressed-files",
  writeBundle({ dir = "" }, bundle) {
    for (const file of Object.values(bundle)) {
      const text = file.type === "chunk" ? file.code : file.source;
      if (!/\.(js|css)$/.test(file.fileName) || text.length < 1_024) continue;
      writeFileSync(join(dir, `${file.fileName}.br`), brotliCompressSync(text));
      writeFileSync(join(dir, `${file.fileName}.gz`), gzipSync(text, { level: 9 }));
    }
  },
};

const noWebTransport = fileURLToPath(new URL("no-webtransport.ts", import.meta.url));
const noAddress = fileURLToPath(new URL("no-address.ts", import.meta.url));
const noBackoff = fileURLToPath(new URL("no-backoff.ts", import.meta.url));
const noBinary = fileURLToPath(new URL("no-binary.ts", import.meta.url));

/** The client: hashed files under assets/, a manifest for the server, and embed.js, whose name host sites rely on. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  base: "/",
  publicDir: false,
  // Of Socket.IO's ways WebTransport is none that a page goes by (see client/connection.ts): its client takes one that isn't there for unknown.
  resolve: {
    alias: [
      { find: /^\.\/webtransport\.js$/, replacement: noWebTransport },
      { find: /^\.\/contrib\/parseuri\.js$/, replacement: noAddress },
      { find: /^\.\/contrib\/backo2\.js$/, replacement: noBackoff },
      { find: /^\.\/((is-)?binary|contrib\/base64-arraybuffer)\.js$/, replacement: noBinary },
    ],
  },
  plugins: [compressed],
  build: {
    outDir: "dist/client",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    sourcemap: false,
    modulePreload: {
      polyfill: false,
      // What the program loads for a page is named by the server (see client/start.ts), but for a draft's, which it can't know.
      resolveDependencies: (file, needs, { hostId }) =>
        /\/main-/.test(hostId) && !/\/draft-/.test(file)
          ? needs.filter((each) => each.endsWith(".css"))
          : needs,
    },
    // Nothing may be inlined: the Content-Security-Policy knows files only.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        start: "client/start.ts",
        main: "client/main.tsx",
        embed: "client/embed/main.tsx",
        loader: "client/embed/loader.ts",
      },
      output: {
        entryFileNames: ({ name }) => (name === "loader" ? "embed.js" : "assets/[name]-[hash].js"),
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
        // What all pages load, and what all but the embed do: cut up further, for each pair of pages, it weighs more.
        codeSplitting: {
          groups: [
            {
              name: "core",
              test: /node_modules.@?preact|preload-helper|client.(take-over|http|answers)\.|client.view.(reader|standing|host-html|failure|icon|own-id|post-frame|later|part|organisations|post-state|topics|translated|prose)\.|shared.(cut|feed)\.|client.(feed.may-write|glossary)\.|client.messages.counting/,
            },
            {
              name: "site",
              test: /client.view.(site|find-form|field|use-act)\.|client.(session|uuid)\./,
            },
            // What the pages and panels of hosts share: a discussion's page names each file that they may load. What others share with
            // them stays apart.
            ...[
              "shared.limits",
              "compiled.writing",
              "feed.plain-text",
              "view.fault",
              "view.moderate-forms",
              "view.plain-ui",
            ].map((each) => ({
              name: each.split(".")[1] ?? each,
              test: new RegExp(`${each}\\.`),
            })),
            {
              name: "host",
              test: /client.(host-routes|space-lists|messages.host-messages)\.|client.settings.(three-way|draft|missing)\.|client.view.host.(use-host|faults|begin-form|phase)\.|client.view.settings.(use-settings|text-fields|language-tabs)\./,
            },
          ],
        },
      },
    },
  },
});
