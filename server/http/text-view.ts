/** Where the style of the text-only pages is: a kilobyte, and no script besides. */
export const textStylePath = "/text.css";

export const textStyle = `:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
body {
  background: Canvas; max-inline-size: 68ch; margin-inline: auto; padding: 1rem;
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
html[data-session] .person, svg, progress, .script, .bare, .switch, button:not([type="submit"]), [hidden] { display: none !important; }
.sr, .skip:not(:focus) {
  position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
h1, h2 { line-height: 1.25; }
h3, h4 { font-size: 1rem; margin-block: 1.5rem 0; }
h3 > * + *, .meta > * + *, .kicker > * + *, .by > * + *, .count > * + *, .agenda a > * + *, .tongue { margin-inline-start: 0.75rem; }
h3 .when { font-weight: 400; }
ul[class], ol[class] { padding: 0; list-style: none; }
.langs, .links { display: flex; flex-wrap: wrap; gap: 0 0.75rem; }
label { margin-inline-end: 0.5rem; }
.langs a, .links a, .person a, .ways a, button, select, input { display: inline-block; min-block-size: 1.5rem; }
input, select { max-inline-size: 100%; font: inherit; }
dt { font-weight: 700; }
dd { margin: 0 0 0.5rem; }
.q { border-block-start: 3px solid; margin-block-start: 3rem; }
.post { border-block-start: 1px solid; padding-block: 0.5rem; }
.post .ref { float: inline-end; }
.post:not([data-depth="0"]) { margin-inline-start: 1rem; }
.post[data-depth="2"] { margin-inline-start: 1.75rem; }
.post:is([data-depth="3"], [data-depth="4"]) { margin-inline-start: 2.5rem; }
.post .prose { overflow: clip; overflow-clip-margin: 0.4em; }
blockquote { margin-inline: 1rem 0; }
pre { white-space: pre-wrap; }
`;
