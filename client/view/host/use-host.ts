import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { HostMessages } from "#client/messages/host-messages.ts";

export const HostContext = createContext<HostMessages | null>(null);

/** The sentences for hosts, in the reader's language. */
export function useHost(): HostMessages {
  const host = useContext(HostContext);
  if (!host) throw new Error("A host's component was rendered outside of HostContext.");
  return host;
}
