import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import type * as papersModule from "./papers.tsx";
import { partOf } from "./part.tsx";
import { asItStands } from "./unhurried.tsx";

type Papers = typeof papersModule;

/** With the server, which draws all of a page at once. */
export const PapersContext = createContext<Papers | null>(null);

const papers = partOf<Papers>(() => import("./papers.tsx"));

/**
 * What few posts and discussions have: files, and places in them. What draws it is fetched where there is any; until then, and where
 * it can't be had, what the server rendered stays.
 */
export function Later({ children }: { children(papers: Papers): ComponentChildren }) {
  const given = useContext(PapersContext);
  const { loaded } = papers.use(!given);
  const there = given ?? loaded;
  return there ? (
    <div key="drawn">{children(there)}</div>
  ) : (
    <div key="as-it-stands" {...asItStands()} />
  );
}
