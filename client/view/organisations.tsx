import { useContext } from "preact/hooks";
import type { AuthorView, PostView, VoiceView } from "#shared/model.ts";
import { isolated } from "./format.ts";
import { Icon } from "./icon.tsx";
import { PostFrameContext } from "./post-frame.ts";
import { useUi } from "./ui.ts";

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether it is about what its author says of themselves. */
export const confirms = ({ userId, organisation }: VoiceView, author: AuthorView): boolean =>
  userId === author.id && same(organisation, author.organisation ?? "");

/**
 * On whose behalf a post was made, and where its author says they belong, with whether the host has confirmed it. That something isn't
 * confirmed is told where the host confirms anybody; elsewhere nobody would know what is missing. `slug`: links to the posts of each.
 */
export function Organisations({ post, slug }: { post: PostView; slug?: string }) {
  const ui = useUi();
  const { t } = ui;
  const { voices } = useContext(PostFrameContext);
  const { author, onBehalfOf } = post;
  const line = (name: string, held: boolean, say: (name: string) => string) => {
    const text = say(isolated(ui, name));
    return (
      <span key={name} class={held ? "voice" : undefined}>
        {held && <Icon name="seal" />}
        {slug ? (
          <a href={`/d/${slug}/posts?organisation=${encodeURIComponent(name)}`}>{text}</a>
        ) : (
          text
        )}
      </span>
    );
  };
  const own = author?.organisation;
  const held = voices.some(({ id }) => id === onBehalfOf?.id);
  const belongs = author !== null && voices.some((voice) => confirms(voice, author));
  const unconfirmed = voices.length > 0 ? t.unconfirmed : (name: string) => name;
  return (
    <>
      {onBehalfOf && line(onBehalfOf.organisation, held, held ? t.voice : t.voiceOver)}
      {own &&
        !same(own, onBehalfOf?.organisation ?? "") &&
        line(own, belongs, belongs ? t.belongs : unconfirmed)}
    </>
  );
}
