import { asHtml, asText } from "#client/feed/plain-text.ts";

const ends = "\\s<&.,;:!?'()\\[\\]{}»”’…،؛؟。，、";
/** In escaped text. Where it isn't plain how far an address goes, it is none. */
const addresses = new RegExp(
  [
    `(https://[\\w-]+(?:\\.[\\w-]+)+(?::\\d+)?(?:/?[/?#](?:[^\\s<&()]|&amp;)*(?:[^${ends}]|&amp;)|/?)(?![\\p{L}\\p{N}@(_-]|:\\d|[/?#][^\\s<]))`,
    "(?<![\\p{L}\\p{N}._+@/-]|&amp;)([\\w.+-]+@[a-z\\d-]+(?:\\.[a-z\\d-]+)+)(?![\\p{L}\\p{N}@_-])",
  ].join("|"),
  "giu",
);

const linked = (html: string): string =>
  html.replace(addresses, (found, page?: string) =>
    page ? `<a href="${page}">${page}</a>` : `<a href="mailto:${found}">${found}</a>`,
  );

/** What a host typed as plain text, as HTML: web and mail addresses in it lead there. */
export const hostHtml = (text: string): string => linked(asHtml(text));

/** The way back; links that are only addresses are as good as plain. */
export const hostText = (html: string): ReturnType<typeof asText> =>
  asText(
    html.replace(/<a href="[^"]*"[^>]*>([^<]*)<\/a>/g, (link, text: string) =>
      linked(text) === link.replace(/ rel="[^"]*"/, "") ? text : link,
    ),
  );
