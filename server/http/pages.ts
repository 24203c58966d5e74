import type { Request, Response, Router } from "express";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { Result } from "#shared/refusals.ts";
import type { FormAnswer, FormCommand, Typed } from "./form-door.ts";

/**
 * What the rendered pages get from the web server. They are mounted on `/`, behind `/api`, `/assets` and `/health`, and
 * already carry the headers of the app's surface; `next()` leads to the 404 page and `next(error)` to the 500 page.
 */
export interface PageTools {
  /** Reads as a visitor from the request's address: what is rendered is the public view only. */
  ask<N extends CommandName>(
    request: Request,
    name: N,
    input: RawInput<N>,
  ): Promise<Result<Output<N>>>;
  /** Does what a plain form of a page asks for, as whoever sends it, and against the same limits as by the API. */
  submit<N extends FormCommand>(
    request: Request,
    response: Response,
    name: N,
    inputOf: (typed: Typed) => RawInput<N>,
  ): Promise<FormAnswer<N>>;
  /** Changes the headers to those of an embed that these origins (and our own) may frame. */
  asEmbed(response: Response, embedOrigins: readonly string[]): void;
  publicUrl: string;
  /** Where Vite put the client: `assets/` with hashed names, and what lies beside it. */
  clientDir: string;
}

export type CreatePages = (tools: PageTools) => Router;
