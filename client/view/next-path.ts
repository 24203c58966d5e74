/** A path of this site to go on to, or the front page: what a link says after `next=` may lead nowhere else. */
export function nextPath(raw: unknown): string {
  if (typeof raw !== "string" || raw.length > 500) return "/";
  // A second slash, or a backslash, which browsers read as one, would begin another host.
  if (!raw.startsWith("/") || /^\/[/\\]/.test(raw) || raw.includes("\\")) return "/";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these from addresses, so "/\t/host" is "//host"
  if (/[\u0000-\u0020\u007f]/.test(raw)) return "/";
  const ours = "http://site.invalid";
  try {
    const url = new URL(raw, ours);
    // "/..//host" only becomes "//host" when it is resolved.
    const stays = url.origin === ours && !url.pathname.startsWith("//");
    return stays ? `${url.pathname}${url.search}${url.hash}` : "/";
  } catch {
    return "/";
  }
}
