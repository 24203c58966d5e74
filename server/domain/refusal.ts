import type { Failure, RefusalCode } from "#shared/refusals.ts";

type Extra = Omit<Failure, "code" | "message">;

/** An expected no. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly failure: Failure;
  constructor(code: RefusalCode, message: string, extra: Extra = {}) {
    super(message);
    this.failure = { code, message, ...extra };
  }
}
