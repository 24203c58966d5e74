import { moderatingWords } from "#client/messages/compiled/moderating.ts";
import { useUi } from "./ui.ts";

export const useModerating = () => moderatingWords[useUi().lang];
