/** In place of a transport of engine.io-client that no page uses: see client/vite.config.ts. */
export const WT = undefined;
