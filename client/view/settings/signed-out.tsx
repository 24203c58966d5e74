import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useHost } from "#client/view/host/use-host.ts";

interface SignedOutProps {
  /** Whether the sign-in ended while the form was open. */
  ended: boolean;
  /** How often it was tried to save it: each time the focus comes here. */
  attempts: number;
  /** Where the focus goes once somebody is signed in again. */
  button: RefObject<HTMLButtonElement | null>;
}

/** Whoever is no longer signed in signs in beside the form, which keeps all that was typed. */
export function SignedOut({ ended, attempts, button }: SignedOutProps) {
  const h = useHost();
  const link = useRef<HTMLAnchorElement>(null);
  const tried = useRef(attempts);
  const wasEnded = useRef(ended);
  useEffect(() => {
    if (ended && attempts > tried.current) link.current?.focus();
    if (wasEnded.current && !ended && document.activeElement === document.body)
      button.current?.focus();
    tried.current = attempts;
    wasEnded.current = ended;
  }, [attempts, ended]);
  return (
    <div role="alert">
      {ended && (
        <p class="locked">
          {h.signedOut}{" "}
          <a ref={link} href="/sign-in?next=%2Faccount" target="_blank" rel="noopener">
            {h.signInBeside}
          </a>
        </p>
      )}
    </div>
  );
}
