import { Refusal } from "#server/domain/refusal.ts";
import { limits } from "#shared/limits.ts";
import type { FileType } from "#shared/model.ts";

/** What no name of a file may hold on one system or another, and what is not to be seen or would turn its end around; what joins letters, or keeps them apart, is part of how a word is written. */
const unfit = /[\p{Cc}\p{Zl}\p{Zp}<>:"|?*\\/]|(?![\u200c\u200d])\p{Cf}/gu;

/** The name by which it is handed out: without a path, and with the ending of what it is and no other. */
export function fileName(given: string, type: FileType): string {
  const [last = ""] = given.normalize("NFC").split(/[\\/]/).slice(-1);
  const name = last.replace(unfit, "").replace(/\s+/g, " ").trim();
  const [, stem = "", ending = ""] = /^(.*)\.([^.]*)$/u.exec(name) ?? [];
  if (ending.toLowerCase() !== type)
    throw new Refusal(
      "invalid_input",
      `This is a ${type.toUpperCase()} file, and its name says otherwise.`,
      {
        field: "name",
        details: { rule: "file_name", type },
      },
    );
  const short = [...stem.replace(/^[\s.]+|[\s.]+$/gu, "")].slice(0, limits.fileName).join("");
  return `${short || "document"}.${type}`;
}
