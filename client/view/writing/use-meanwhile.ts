import { useState } from "preact/hooks";
import type { Draft } from "#client/view/actions.ts";
import type { WriteProps } from "#client/view/parts.ts";
import type { Failure } from "#shared/refusals.ts";
import { choicesOf, type OtherDraft } from "./kept.ts";

interface Composed {
  draft(): Draft;
  /** Puts other words into the composer. */
  take(other: OtherDraft): void;
  /** Which words the composer goes on with was chosen. */
  chosen(): void;
}

/** A post that was changed while its author edited it: what it says now, to be taken, or knowingly written over. */
export function useMeanwhile({ target, writing }: WriteProps, { draft, take, chosen }: Composed) {
  const [offered, offer] = useState<{ other: OtherDraft; mine: boolean } | null>(null);
  return {
    offered,
    /** Reads the post again, if that is why it failed. */
    async look({ details }: Failure): Promise<void> {
      if (target.kind !== "edit" || details?.rule !== "edited") return;
      const { discussionId } = writing.stamp();
      const postId = target.post.id;
      const read = await writing.act("post:context", { discussionId, postId });
      const post = read.ok && read.value.posts.find(({ id }) => id === postId);
      if (!post) return;
      const { html, language, topics, files, cites, revision: of } = post;
      const other = {
        html,
        language,
        topics,
        files,
        cites,
        of,
        asks: null,
        onBehalfOf: null,
        receivedFrom: null,
        savedAt: null,
      };
      offer({ other, mine: false });
    },
    swap(): void {
      if (!offered) return;
      const { other, mine } = offered;
      const put = { html: draft().html, ...choicesOf(draft()), of: other.of, savedAt: null };
      take(other);
      offer({ other: put, mine: !mine });
      chosen();
    },
    settle(): void {
      if (offered?.other.of) draft().of = offered.other.of;
      offer(null);
      chosen();
    },
  };
}
