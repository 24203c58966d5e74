import { signal } from "@preact/signals";
import { ask } from "#client/ask.ts";
import type { Output } from "#shared/commands.ts";
import type { AccountView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";

type Session = Output<"account:refresh">;

/** Who uses this browser. The access token is in memory only; the cookie that renews it is the browser's to keep. */
export const person = signal<
  | { is: "unknown" }
  | { is: "signed_out" }
  /** It ended without this person's doing. */
  | { is: "session_ended" }
  | { is: "signed_in"; account: AccountView }
>({ is: "unknown" });

let held: Session | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** The access token of now. */
export const accessToken = (): string | null => held?.accessToken ?? null;
/** Told whenever another token is the right one, or none. */
export const onToken = (listen: () => void): void => void listeners.add(listen);

const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("session");
others?.addEventListener("message", ({ data }) => {
  if (data === "ended") end(false);
  if (data === "begun" && person.value.is !== "signed_in") void renew();
});

/** Signed in, registered, or with a changed password. */
export function begin(session: Session): void {
  take(session);
  others?.postMessage("begun");
}

function take(session: Session): void {
  held = session;
  person.value = { is: "signed_in", account: session.account };
  clearTimeout(timer);
  // By how long it lasts and not by when it ends: this clock may be wrong.
  const lasts = lifetimeOf(session);
  timer = setTimeout(() => void renew(), Math.max(lasts - 60_000, lasts / 2));
  for (const listen of listeners) listen();
}

/** In milliseconds, from the token's own two times. */
function lifetimeOf({ accessToken: token, expiresAt }: Session): number {
  try {
    const [, payload = ""] = token.split(".");
    const text = atob(payload.replace(/-/g, "+").replace(/_/g, "/"));
    const { iat, exp }: { iat?: unknown; exp?: unknown } = JSON.parse(text);
    if (typeof iat === "number" && typeof exp === "number") return (exp - iat) * 1000;
  } catch {
    // Not ours to read: then by the clock.
  }
  return Math.max(30_000, Date.parse(expiresAt) - Date.now());
}

function end(byThemselves: boolean): void {
  const was = person.value.is;
  held = null;
  clearTimeout(timer);
  // It may be heard of twice: from the server, and from the tab where it was ended.
  const ended = !byThemselves && (was === "signed_in" || was === "session_ended");
  person.value = { is: ended ? "session_ended" : "signed_out" };
  for (const listen of listeners) listen();
}

let renewing: Promise<void> | null = null;
/** Asks for a new access token, one tab at a time: the cookie is another one after each answer. */
export function renew(): Promise<void> {
  renewing ??= alone(renewNow).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function alone(act: () => Promise<void>): Promise<void> {
  if (typeof navigator === "undefined" || !navigator.locks) return act();
  await navigator.locks.request("session", act);
}

const againMs = 5_000;

async function renewNow(): Promise<void> {
  const result = await ask("account:refresh", {}, null);
  if (result.ok) {
    return take(result.value);
  }
  const { code, retryAfter = 0 } = result.failure;
  if (code === "session_ended" || code === "unauthenticated") return end(false);
  // The server can't be asked now: who was signed in still is, until the token ends.
  clearTimeout(timer);
  timer = setTimeout(() => void renew(), againMs * (0.5 + Math.random()) + retryAfter * 1000);
  if (person.value.is === "unknown") person.value = { is: "signed_out" };
}

/** Finds out at load who this is. Of a browser that came without a session the server needn't be asked, and would say no. */
export async function resume(session: boolean): Promise<void> {
  if (person.peek().is !== "unknown") return;
  if (session) return renew();
  person.value = { is: "signed_out" };
}

let isLeaving = false;
/** The socket hears of the end before the answer comes; that is no reason to ask for another token. */
async function leaving<T>(act: () => Promise<T>): Promise<T> {
  isLeaving = true;
  const result = await act();
  isLeaving = false;
  return result;
}

export async function signOut(): Promise<Failure | null> {
  const result = await leaving(() => ask("account:sign-out", {}, accessToken()));
  if (!result.ok && result.failure.code === "no_answer") return result.failure;
  await left();
  return null;
}

export async function signOutEverywhere(commandId: string): Promise<Failure | null> {
  const result = await leaving(() =>
    ask("account:sign-out-everywhere", { commandId }, accessToken()),
  );
  if (!result.ok) return result.failure;
  await left();
  return null;
}

/** What was kept here for whoever signs out goes, as far as it is on the server. */
async function left(): Promise<void> {
  const was = person.peek();
  end(true);
  // The button that was pressed goes; where its name stood one can sign in again.
  document.querySelector<HTMLElement>(".who")?.focus();
  others?.postMessage("ended");
  if (was.is !== "signed_in") return;
  try {
    const { forgetDrafts } = await import("#client/forget-drafts.ts");
    forgetDrafts(localStorage, was.account.id);
  } catch {
    // What can't be reached stays, and stays this account's.
  }
}

/** The server says that this session is over: perhaps only the token is, so it is asked once more. */
export const doubted = (): Promise<void> => (held && !isLeaving ? renew() : Promise.resolve());
