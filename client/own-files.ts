import { accessToken } from "#client/session.ts";

/** How long a browser may take to begin to keep what it was given. */
const keptMs = 60_000;

/**
 * Fetches what a link to a file of a post leads to that not everybody may read, as whoever is signed in: a link by itself says
 * nothing of who follows it.
 */
export function fetchOwnFiles(say: (text: string) => void, failed: string): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-own]") : null;
    const token = accessToken();
    if (!(link instanceof HTMLAnchorElement) || token === null) return;
    event.preventDefault();
    void keep(link, token).then((kept) => kept || say(failed));
  });
}

/** Whether it could be had. */
async function keep({ href, download }: HTMLAnchorElement, token: string): Promise<boolean> {
  try {
    const response = await fetch(href, {
      ...{ headers: { authorization: `Bearer ${token}` }, credentials: "same-origin" },
      cache: "no-store",
    });
    if (!response.ok) return false;
    const url = URL.createObjectURL(await response.blob());
    Object.assign(document.createElement("a"), { href: url, download }).click();
    setTimeout(() => URL.revokeObjectURL(url), keptMs);
    return true;
  } catch {
    return false;
  }
}
