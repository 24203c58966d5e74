import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { TranslatingProps } from "./translation-targets.ts";
import { useUi } from "./ui.ts";

const loadForm = () => import("./writing/translation-form.tsx");

/** The form and its sentences, which come when somebody asks for them. */
export function Translating(props: TranslatingProps) {
  const { t } = useUi();
  const [Form, setForm] = useState<FunctionComponent<TranslatingProps> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    loadForm().then(
      ({ TranslationForm }) => setForm(() => TranslationForm),
      () => setFailed(true),
    );
  }, []);
  if (Form) return <Form {...props} />;
  return failed ? <p role="alert">{t.composerFailed}</p> : <p class="loading">{t.loading}</p>;
}
