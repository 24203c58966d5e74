import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { DiscussionId } from "#shared/ids.ts";
import { aGround, besideOf } from "#test/faults/harness/ground.ts";
import { aCrowd, aStorm, findingsOf } from "#test/faults/harness/storm.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { pause, until } from "#test/faults/harness/wait.ts";
import { anOpenDiscussion } from "#test/support/discussion.ts";
import { canMount, mount, unmount } from "#test/support/disk.ts";
import { httpSend } from "#test/support/doors.ts";
import { as } from "#test/support/people.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

test.skipIf(!canMount)(
  "F09: on a full disk nothing is acknowledged, reading goes on, and posts are taken again once there is room",
  async () => {
    const dataDir = tempFolder();
    mount("-t", "tmpfs", "-o", "size=8m", "tmpfs", dataDir);
    onTestFinished(() => void unmount(dataDir));
    const ground = await aGround({ place: { kind: "sqlite", dataDir, durability: "normal" } });
    const other = await besideOf(ground, ({ core }) =>
      anOpenDiscussion(core.answer, as(ground.admin.account)),
    );
    const server = await Supervisor.start(ground.env);
    const crowd = await aCrowd(ground, [server.url]);
    const storm = aStorm(crowd, { pauseMs: 10 });
    await until("some posts", () => storm.acked > 20);

    const filler = join(dataDir, "filler");
    fill(filler);
    const full = () =>
      crowd.writers.every(({ turnedAway }) => (turnedAway.get("storage_full") ?? 0) > 2);
    await until("every writer is told that the store is full", full);
    const { acked } = storm;
    await pause(300);
    expect(storm.acked).toBe(acked);
    const read = (discussionId: DiscussionId) =>
      httpSend(server, null, "discussion:read", { discussionId });
    expect(await read(other.discussionId)).toMatchObject({ ok: true });
    // Its last act may be in the log and find no room in the projection: then nobody is shown what was before that act.
    const stormy = await read(ground.discussionId);
    if (!stormy.ok) expect(stormy.failure.code).toBe("storage_full");
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);

    rmSync(filler);
    await until("posts once there is room again", () => storm.acked > acked + 5, 5_000);
    await storm.stop();
    expect(server.process.over).toBe(false);
    expect(await findingsOf(crowd, server.output)).toEqual([]);
    await server.stop();
  },
);

/** Writes until there is no room left, while others write too. */
function fill(file: string): void {
  const page = Buffer.alloc(4096);
  try {
    for (let pages = 0; pages < 10_000; pages++) appendFileSync(file, page);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return;
    throw error;
  }
}
