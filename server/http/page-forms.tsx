import { randomUUID } from "node:crypto";
import type { Request, Response } from "express";
import { nextPath } from "#client/view/next-path.ts";
import type { FormPage, Typing } from "#client/view/page-state.ts";
import { CommandId } from "#shared/ids.ts";
import { Category } from "#shared/model.ts";
import { queryOf } from "./page-language.tsx";
import type { PageTools } from "./pages.ts";

type Exchange = { request: Request; response: Response };

/** The page of a form as it is first shown. */
export const freshForm = (name: FormPage["name"], request: Request): FormPage => ({
  ...{ name, next: nextPath(queryOf(request).get("next")), failure: null },
  spoken: queryOf(request).has("lang"),
  typed: name === "register" ? { commandId: randomUUID() } : {},
});

/** Does what the form asks, and goes on; or gives the page back with what was typed, but for the password, and what was wrong. */
export async function sentForm(
  tools: PageTools,
  name: FormPage["name"],
  { request, response }: Exchange,
): Promise<FormPage | null> {
  const page = freshForm(name, request);
  const { typed, result } = await (name === "register"
    ? tools.submit(request, response, "account:register", (form) => ({
        ...{ name: form.get("name") ?? "", email: form.get("email") ?? "" },
        ...{ password: form.get("password") ?? "", category: categoryIn(form) },
        organisation: form.get("organisation") || null,
        ...commandIdIn(form),
      }))
    : tools.submit(request, response, "account:sign-in", (form) => ({
        ...{ email: form.get("email") ?? "", password: form.get("password") ?? "" },
      })));
  if (result.ok) {
    response.redirect(303, page.next);
    return null;
  }
  return { ...page, failure: result.failure, typed: { ...page.typed, ...again(typed) } };
}

/** Ends the session, if there is one, and goes back to where the button was. */
export async function sentSignOut(
  tools: PageTools,
  { request, response }: Exchange,
): Promise<void> {
  const { result } = await tools.submit(request, response, "account:sign-out", () => ({}));
  const next = nextPath(queryOf(request).get("next"));
  response.redirect(303, result.ok ? next : "/account");
}

type Form = ReadonlyMap<string, string>;

const categoryIn = (form: Form): Category | null =>
  Category.safeParse(form.get("category")).data ?? null;

function commandIdIn(form: Form): { commandId?: string } {
  const { success } = CommandId.safeParse(form.get("commandId"));
  return success ? { commandId: form.get("commandId") ?? "" } : {};
}

function again(form: Form): Typing {
  const fields = ["name", "email", "organisation"].map((name) => [name, form.get(name) ?? ""]);
  const category = categoryIn(form);
  return {
    ...Object.fromEntries(fields),
    ...(category ? { category } : {}),
    ...commandIdIn(form),
  };
}
