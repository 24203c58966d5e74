/** What was made on one page and is told on the page that it leads to. */
export type Made = "discussion" | "copy" | "space" | "restored";
const isMade = (told: string | null): told is Made =>
  told !== null && ["discussion", "copy", "space", "restored"].includes(told);

const nameOf = (path: string) => `made ${path}`;

/** Leads to the page of what was made. Where nothing can be kept until then, nothing is told there. */
export function goToMade(path: string, what: Made): null {
  try {
    sessionStorage.setItem(nameOf(path), what);
  } catch {
    // A page that is left doesn't wait for that.
  }
  location.assign(path);
  return null;
}

/** What has led to this page, told once. */
export function takeMade(): Made | null {
  const name = nameOf(location.pathname);
  try {
    const told = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return isMade(told) ? told : null;
  } catch {
    return null;
  }
}
