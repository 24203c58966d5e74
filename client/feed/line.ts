/** How the page stands to the server, as the connection line says it. Live and silent is the normal state. */
export type Line =
  | { state: "live" }
  /** Since when; the line is shown only after two seconds. */
  | { state: "connecting"; since: number; waited: boolean }
  | { state: "lost"; retryAt: number | null }
  | { state: "offline"; waiting: number }
  | { state: "back"; arrived: number }
  | { state: "sign_in_ended" };

/** How the connection is: `lost` tells when it is tried again, null while that is under way. */
export type LineState =
  | { is: "open" }
  | { is: "connecting" }
  | { is: "lost"; retryAt: number | null };

export const quietMs = 2_000;
export const backMs = 6_000;
