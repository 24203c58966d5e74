import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** The client: hashed files under assets/, a manifest for the server, and embed.js, whose name host sites rely on. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  base: "/",
  publicDir: false,
  build: {
    outDir: "dist/client",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    sourcemap: false,
    modulePreload: { polyfill: false },
    // Nothing may be inlined: the Content-Security-Policy knows files only.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        main: "client/main.tsx",
        embed: "client/embed/main.tsx",
        loader: "client/embed/loader.ts",
      },
      output: {
        entryFileNames: ({ name }) => (name === "loader" ? "embed.js" : "assets/[name]-[hash].js"),
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
        // What most pages load comes in one piece: cut up, as for each pair of pages by itself, it weighs more.
        codeSplitting: {
          groups: [
            {
              name: "core",
              test: /node_modules.@?preact|preload-helper|client.(take-over|http|answers)\.|client.view.(site|find-form|reader|masthead)\.|shared.(cut|feed)\.|client.feed.(plain-text|may-write)\./,
            },
          ],
        },
      },
    },
  },
});
