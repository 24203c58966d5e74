import { person, resume, signOut } from "#client/session.ts";
import { type Taken, takeOver } from "#client/take-over.tsx";
import { ChangesScreen } from "#client/view/changes-screen.tsx";
import type { Page } from "#client/view/page-state.ts";

/** The page of a post's edits: a file of its own, for what compares texts is only here and below a post. */
export async function startChanges(
  taken: Taken,
  page: Extract<Page, { name: "changes" }>,
): Promise<void> {
  const { here, session } = taken.state;
  await takeOver(taken, () => {
    const who = person.value;
    const name = who.is === "signed_in" ? who.account.name : null;
    return <ChangesScreen {...page} here={here} name={name} onSignOut={() => void signOut()} />;
  });
  void resume(session);
}
