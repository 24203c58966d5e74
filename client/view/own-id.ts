import { createContext } from "preact";
import { useContext, useId, useState } from "preact/hooks";

/** Whether this is in a tree that is drawn again and again by itself, each time of which `useId` begins anew. */
export const OwnTree = createContext(false);

let made = 0;

/** As `useId`, and another one in every tree of the page. What the server renders in a tree of its own has none of these. */
export function useOwnId(): string {
  const inPage = useId();
  const own = useContext(OwnTree);
  return useState(() => (own ? `own-${++made}` : inPage))[0];
}
