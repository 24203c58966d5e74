import * as z from "zod/mini";
import { Slug, TextId } from "#shared/ids.ts";
import * as input from "#shared/inputs/contacts.ts";
import { ActInDiscussion, InDiscussion, Nothing } from "#shared/inputs/parts.ts";
import { Category, Instant, LocalText } from "#shared/model.ts";
import { Done, d, row } from "./row.ts";

const consent = {
  consentedAt: Instant,
  /** Whether all that was read then still stands in the invitation. */
  current: z.boolean(),
};

/** Who may be written to when the discussion is over, of their own accord. */
export const contactCommands = {
  "contact:mine": row({
    input: InDiscussion,
    output: z.object({
      /** null where nothing is asked. */
      invitation: z.nullable(z.object({ id: TextId, words: LocalText })),
      /** null for who left no contact, or took it back. */
      given: z.nullable(z.object(consent)),
      /** Told to hosts; null for everybody else. */
      host: z.nullable(
        z.object({
          people: z.int(),
          exportsInAll: z.int(),
          /** The last ones, newest first. `name`: of the host who took them; null where there is no such account. */
          exports: z.array(
            z.object({
              at: Instant,
              name: z.nullable(z.string()),
              contacts: z.int(),
              reason: z.string(),
            }),
          ),
        }),
      ),
    }),
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: `${d}/contact` },
    about:
      "What participants are invited to join after the discussion, and whether the caller has left their contact for it.",
  }),
  "contact:where": row({
    input: Nothing,
    output: z.object({
      discussions: z.array(z.object({ slug: Slug, title: LocalText, consentedAt: Instant })),
    }),
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: "/account/contacts" },
    about:
      "The discussions in which the caller's contact is, newest first, a hundred at most: where it is taken back, whether or not anything is asked there still.",
  }),
  "contact:give": row({
    input: input.GiveContact,
    /** null where it was given by this very command, and taken back since. */
    output: z.object({ consentedAt: z.nullable(Instant) }),
    may: "signed-in",
    limit: "post",
    http: { method: "POST", path: `${d}/contact` },
    about:
      "Leave one's contact for what comes after the discussion: name, e-mail address, organisation and category go to its hosts as the account has them when they ask.",
  }),
  "contact:withdraw": row({
    input: ActInDiscussion,
    output: Done,
    may: "signed-in",
    limit: "post",
    http: { method: "POST", path: `${d}/contact/withdraw` },
    about:
      "Take one's contact back. Nothing of it is kept but the ids of the commands with which it was given.",
  }),
  "contact:list": row({
    input: input.ListContacts,
    output: z.object({
      contacts: z.array(
        z.object({
          name: z.string(),
          email: z.string(),
          organisation: z.nullable(z.string()),
          category: z.nullable(Category),
          ...consent,
        }),
      ),
    }),
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/contacts` },
    about:
      "The contacts that were left, in the order of their consent. Who took them, when and why is kept, and told to all hosts.",
  }),
} as const;
