import { type Html, html } from "./html.ts";

/** Where the style of the plain pages is: small, and there also when the client wasn't built. */
export const plainStylePath = "/plain.css";

/** A page without script, for the API and for errors. */
export function plainPage(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Roundtable</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${plainStylePath}">
</head>
<body>
<header><a href="/">Roundtable</a></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.source;
}

export const plainStyle = `:root {
  color-scheme: light dark;
  --paper: #ffffff; --sunken: #e6ebeb; --ink: #142023; --ink-2: #435256;
  --line: #d3dbdc; --line-strong: #76868a; --accent: #0b5566; --focus: #0b57d0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131a1c; --sunken: #0c1214; --ink: #e6edee; --ink-2: #b3c1c4;
    --line: #2b373a; --line-strong: #71848a; --accent: #7fcadb; --focus: #ffd166;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
header, main { max-inline-size: 66rem; margin-inline: auto; }
header { padding-block-end: 0.75rem; border-block-end: 1px solid var(--line-strong); font-weight: 600; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
h1 { font-size: clamp(1.75rem, 1.35rem + 1.9vw, 2.5rem); line-height: 1.2; margin-block: 1.5rem 1rem; }
h2 { font-size: 1.375rem; line-height: 1.2; margin-block: 2.5rem 0.75rem; }
h3 { font-size: 1rem; margin-block: 1.75rem 0.25rem; overflow-wrap: anywhere; }
p { margin-block: 0.25rem 0.75rem; max-inline-size: 66ch; }
code { font: 0.875rem/1.45 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
ul { padding-inline-start: 1.25rem; columns: 17rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0; }
dt { color: var(--ink-2); }
dd { margin: 0; min-inline-size: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; inline-size: 100%; margin-block: 0.5rem 1rem; }
th, td { text-align: start; vertical-align: top; padding: 0.375rem 0.75rem 0.375rem 0; border-block-end: 1px solid var(--line); }
thead th { color: var(--ink-2); font-size: 0.875rem; }
tbody th { font-weight: 400; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-block-start: 0.5rem; } }
`;
