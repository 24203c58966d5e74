import type { Output } from "#shared/commands.ts";
import { nothingWanted, type Wanted } from "./find-form.tsx";

export type Found = Output<"post:find">;

/** What only this page is asked for, besides. */
export interface WantedHere extends Wanted {
  /** Id of a person: their posts alone. */
  author: string;
  /** "me" for posts that mention the reader, whom the server doesn't know: the browser asks for them. */
  mentions: string;
  /** "me" for posts that the reader supports, in the same way. */
  supported: string;
  /** The whole name of one. */
  organisation: string;
  /** Id of one of the discussion's documents. */
  document: string;
}
export const nothingWantedHere: WantedHere = {
  ...{ ...nothingWanted, author: "", mentions: "", supported: "", organisation: "" },
  document: "",
};
/** What the server shows of what only the browser can ask for. */
export const notAsked: Found = {
  ...{
    hits: [],
    author: null,
    people: [],
    languages: [],
    total: 0,
    topics: [],
    next: null,
    head: 0,
  },
};
