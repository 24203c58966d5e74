import * as z from "zod/mini";
import { CommandId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { Category } from "#shared/model.ts";
import { act, clean, languages, maybeText, text } from "./parts.ts";

const email = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.maxLength(limits.email), z.email(), clean());

/** Only what a password must be to be read at all; whether it is good enough is the rule's to say. */
const password = z.string().check(z.minLength(1), z.maxLength(limits.password), clean());

export const Register = z.strictObject({
  name: text(limits.name),
  email,
  password: z
    .string()
    .check(z.minLength(limits.passwordMin), z.maxLength(limits.password), clean()),
  organisation: z.optional(z.nullable(maybeText(limits.organisation))),
  category: z.optional(z.nullable(Category)),
  languages: z.optional(languages()),
  /** Repeating a registration with the same id and password answers like the first time. */
  commandId: z.optional(CommandId),
});

export const SignIn = z.strictObject({ email, password });

export const ChangePassword = z.strictObject({
  currentPassword: password,
  newPassword: z
    .string()
    .check(z.minLength(limits.passwordMin), z.maxLength(limits.password), clean()),
  ...act,
});

export const LinkToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{20,64}$/));

export const ReadLink = z.strictObject({ token: LinkToken });

export const AcceptLink = z.strictObject({ token: LinkToken, ...act });
