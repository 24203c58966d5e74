import { createHash } from "node:crypto";

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => key !== "commandId" && each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, canonical(each)]),
  );
};

/** What makes two commands the same: the name and all it carries but its id. SHA-256 in hex. */
export function hashOf(name: string, input: object): string {
  return createHash("sha256")
    .update(JSON.stringify([name, canonical(input)]))
    .digest("hex");
}
