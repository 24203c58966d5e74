import { useEffect, useState } from "preact/hooks";
import { type Made, takeMade } from "#client/made.ts";
import { useHost } from "./use-host.ts";

/** A screen reader says the heading first, which the focus has gone to. */
const afterMs = 200;

/** On the page of what was just made: that it was, with the focus on the page's heading unless somebody has gone further already. */
export function Arrived() {
  const { made } = useHost();
  const [what, setWhat] = useState<Made | null>(null);
  useEffect(() => {
    const told = takeMade();
    if (!told) return undefined;
    if (document.activeElement === document.body) document.getElementById("title")?.focus();
    const timer = setTimeout(() => setWhat(told), afterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class={what ? "made" : "sr"} role="status">
      {what && made[what]}
    </p>
  );
}
