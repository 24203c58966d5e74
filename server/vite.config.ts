import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** The server and its command line as plain JavaScript for Node; packages stay packages. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  publicDir: false,
  build: {
    ssr: true,
    outDir: "dist/server",
    emptyOutDir: true,
    target: "node20",
    rollupOptions: {
      input: { main: "server/main.ts", roundtable: "server/roundtable.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
