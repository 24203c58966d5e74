import { createHash, timingSafeEqual } from "node:crypto";

/** The token in an Authorization header; null without the header. */
export function bearerOf(header: string | undefined): string | null | "malformed" {
  if (header === undefined) return null;
  return /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(header)?.[1] ?? "malformed";
}

/** Compares without telling by its duration how much was right. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
