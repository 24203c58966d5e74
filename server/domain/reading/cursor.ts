import { createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "#server/domain/refusal.ts";

/**
 * A place in one list. It is signed over the list it belongs to, so that one from another discussion, question or order
 * is refused, as is one made up.
 */
export function makeCursor(secret: string, list: string, place: string): string {
  return `${Buffer.from(place).toString("base64url")}.${sign(secret, list, place)}`;
}

export function readCursor(secret: string, list: string, cursor: string): string {
  const [encoded = "", signature = ""] = cursor.split(".");
  const place = Buffer.from(encoded, "base64url").toString();
  const expected = Buffer.from(sign(secret, list, place));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refusal("invalid_input", "This cursor doesn't belong to this list.", {
      field: "before",
    });
  return place;
}

const sign = (secret: string, list: string, place: string) =>
  createHmac("sha256", secret).update(`cursor\n${list}\n${place}`).digest("base64url").slice(0, 22);
