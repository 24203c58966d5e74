import type { ComponentChildren } from "preact";
import type * as papersModule from "./papers.tsx";
import { partOf } from "./part.tsx";
import { asItStands } from "./unhurried.tsx";

type Papers = typeof papersModule;

/** The server holds it from the start, and draws all of a page at once. */
export const papers = partOf<Papers>(() => import("./papers.tsx"));

/**
 * What few posts and discussions have: files, and places in them. What draws it is fetched where there is any; until then, and where
 * it can't be had, what the server rendered stays.
 */
export function Later({ children }: { children(papers: Papers): ComponentChildren }) {
  const { loaded } = papers.use(true);
  return loaded ? <div>{children(loaded)}</div> : <div {...asItStands()} />;
}
