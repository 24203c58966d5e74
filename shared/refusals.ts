/** Every way the server says no, with the HTTP status it has on the web side. */
export const refusals = {
  invalid_input: 400,
  unknown_command: 404,
  unauthenticated: 401,
  session_ended: 401,
  wrong_credentials: 401,
  not_allowed: 403,
  muted: 403,
  not_found: 404,
  link_invalid: 410,
  discussion_not_open: 409,
  discussion_closed: 409,
  question_locked: 409,
  parent_unavailable: 409,
  guidelines_not_accepted: 409,
  conflict: 409,
  name_taken: 409,
  email_taken: 409,
  slug_taken: 409,
  last_host: 409,
  too_large: 413,
  unsupported_media: 415,
  slow_down: 429,
  internal: 500,
  unavailable: 503,
  no_answer: 504,
  storage_full: 507,
} as const;
export type RefusalCode = keyof typeof refusals;

/** A no as it travels. `retryAfter` is in seconds; `details` never quotes what somebody else wrote. */
export interface Failure {
  code: RefusalCode;
  message: string;
  /** Dotted path of the input field at fault. */
  field?: string;
  retryAfter?: number;
  details?: Record<string, string | number | boolean | null>;
  /** Of an input with several faults the further ones, each of another field. */
  others?: readonly Pick<Failure, "field" | "details">[];
}

/** Of an input with several faults each by itself. */
export const faultsOf = ({ others = [], ...failure }: Failure): readonly Failure[] => [
  failure,
  ...others.map((other) => ({ ...failure, ...other })),
];

/** What an input was refused for at one of its fields. */
export const faultAt = (failure: Failure | null, name: string): Failure | undefined =>
  failure ? faultsOf(failure).find(({ field }) => field === name) : undefined;

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };
