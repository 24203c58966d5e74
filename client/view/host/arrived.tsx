import { useEffect, useState } from "preact/hooks";
import { takeMade } from "#client/made.ts";
import { useHost } from "./use-host.ts";

/** A screen reader says the heading first, which the focus has gone to. */
const afterMs = 200;

/** On the page of what was just made: that it was, with the focus on the page's heading unless somebody has gone further already. */
export function Arrived() {
  const { made } = useHost();
  const [what] = useState(takeMade);
  const [said, setSaid] = useState(false);
  useEffect(() => {
    if (!what) return undefined;
    if (document.activeElement === document.body) document.getElementById("title")?.focus();
    const timer = setTimeout(() => setSaid(true), afterMs);
    return () => clearTimeout(timer);
  }, []);
  // Its line is there from the beginning, so that nothing moves once it is said.
  return (
    <p class={what ? "made" : "sr"} role="status">
      {what && (said ? made[what] : "\u00a0")}
    </p>
  );
}
