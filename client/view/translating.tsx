import { NotYet, partOf } from "./part.tsx";
import type { TranslatingProps } from "./translation-targets.ts";

const form = partOf(() => import("./writing/translation-form.tsx"));

/** The form and its sentences, which come when somebody asks for them. */
export function Translating(props: TranslatingProps) {
  const { loaded, ...yet } = form.use(true);
  return loaded ? <loaded.TranslationForm {...props} /> : <NotYet {...yet} />;
}
