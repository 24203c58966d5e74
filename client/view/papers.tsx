import { Fragment } from "preact";
import { useContext } from "preact/hooks";
import { type PaperWords, paperWords } from "#client/messages/compiled/paper.ts";
import { locales } from "#client/messages/messages.ts";
import type {
  AttachedFile,
  BackgroundDocument,
  DiscussionView,
  FileView,
  PostView,
} from "#shared/model.ts";
import { isolated, langProps, languageName, pick } from "./format.ts";
import { Icon } from "./icon.tsx";
import { PostFrameContext } from "./post-frame.ts";
import { type Ui, useUi } from "./ui.ts";

/** The unit that gives a short figure: "840 kB", "1.2 MB". */
export function sizeOf({ lang }: Pick<Ui, "lang">, bytes: number): string {
  const [unit, figure] =
    bytes < 100_000
      ? (["kilobyte", bytes / 1_000] as const)
      : (["megabyte", bytes / 1_000_000] as const);
  return new Intl.NumberFormat(locales[lang], {
    ...{ style: "unit", unit, unitDisplay: "short" },
    maximumFractionDigits: unit === "megabyte" ? 1 : 0,
  }).format(unit === "megabyte" ? figure : Math.max(1, figure));
}

const hrefOf = (slug: string, { id, name }: FileView): string =>
  `/files/${slug}/${id}/${encodeURIComponent(name)}`;

/** What somebody needs to know before they fetch it. Each by itself: figures and Latin letters would turn around in a line of Arabic. */
function About({ file, language }: { file: FileView; language: string | null }) {
  const ui = useUi();
  const facts = [
    file.type.toUpperCase(),
    sizeOf(ui, file.size),
    ...(language === null || language === ui.lang ? [] : [languageName(ui.lang, language)]),
  ];
  return (
    <span class="meta num">
      (
      {facts.map((fact, i) => (
        <Fragment key={fact}>
          {i > 0 && ui.t.comma}
          <bdi>{fact}</bdi>
        </Fragment>
      ))}
      )
    </span>
  );
}

/** The position papers of a post, to be fetched. One that not everybody may have is fetched by whoever is signed in (see client/own-files). */
export function Files({ of: post }: { of: PostView }) {
  const ui = useUi();
  const t = paperWords[ui.lang];
  const { called } = useContext(PostFrameContext);
  return (
    <ul class="files" aria-label={t.papers}>
      {post.files.map((file: AttachedFile) => (
        <li key={file.id}>
          <Icon name="paper" />
          <span>
            <span class="meta">{t.paper}</span>{" "}
            <a
              href={`${hrefOf(called, file)}?post=${post.id}`}
              download={file.name}
              data-own={post.state === "published" ? undefined : ""}
              {...langProps(file.language, ui.lang)}
            >
              <bdi>{file.title}</bdi>
            </a>{" "}
            <About file={file} language={file.language} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Which place of which document a post is about. Of one that the host has taken away there is nothing more to say than that. */
export function Cited({ of: { cites } }: { of: PostView }) {
  const ui = useUi();
  const t = paperWords[ui.lang];
  const { documents, called, slug } = useContext(PostFrameContext);
  const document = documents.find(({ id }) => id === cites?.document);
  const title = document && pick(document.title, ui.lang);
  if (!cites) return null;
  return (
    <p class="cited">
      <Icon name="paper" /> {t.about}{" "}
      {title ? (
        <a
          href={`/d/${called}#document-${cites.document}`}
          // In the frame of another site there are no pages but the one.
          {...(slug === null && { target: "_blank", rel: "noopener" })}
          {...langProps(title.lang, ui.lang)}
        >
          <bdi>{title.text}</bdi>
        </a>
      ) : (
        t.documentGone
      )}
      {placeIn(t, cites).map((place) => `${ui.t.comma}${place}`)}
    </p>
  );
}

const placeIn = (t: PaperWords, { page, paragraph }: NonNullable<PostView["cites"]>): string[] => [
  ...(page === null ? [] : [t.page(page)]),
  ...(paragraph === null ? [] : [t.paragraph(paragraph)]),
];

/** What the host lays before the participants: each to be fetched, and what was written about it. */
export function Documents({ of: { slug, documents } }: { of: DiscussionView }) {
  const ui = useUi();
  const t = paperWords[ui.lang];
  return (
    <section class="documents" aria-labelledby="documents">
      <h2 id="documents">{t.documents}</h2>
      <ul class="files">
        {documents.map((document) => (
          <DocumentLine key={document.id} slug={slug} document={document} />
        ))}
      </ul>
    </section>
  );
}

function DocumentLine({ slug, document }: { slug: string; document: BackgroundDocument }) {
  const ui = useUi();
  const t = paperWords[ui.lang];
  const { id, title, language, file } = document;
  const text = pick(title, ui.lang);
  return (
    <li id={`document-${id}`} tabIndex={-1}>
      <Icon name="paper" />
      <span>
        <a
          href={hrefOf(slug, file)}
          download={file.name}
          {...langProps(text?.lang ?? null, ui.lang)}
        >
          <bdi>{text?.text}</bdi>
        </a>{" "}
        <About file={file} language={language} />{" "}
        <a class="meta" href={`/d/${slug}/posts?document=${id}`}>
          {t.written}
          <span class="sr">: {isolated(ui, text?.text ?? "")}</span>
        </a>
      </span>
    </li>
  );
}
