import type { UserId } from "#shared/ids.ts";
import type { Role } from "#shared/model.ts";

/** Who is looking, as far as a component needs to know. */
export interface Reader {
  userId: UserId | null;
  role: Role;
}

export const moderates = ({ role }: Reader): boolean =>
  role === "moderator" || role === "host" || role === "admin";
export const runs = ({ role }: Reader): boolean => role === "host" || role === "admin";
