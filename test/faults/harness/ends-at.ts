import { expect } from "vitest";
import type { FaultPoint } from "#server/domain/faults.ts";
import type { Output } from "#shared/commands.ts";
import type { CommandId } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";
import { commandId } from "#test/support/people.ts";
import { built } from "#test/support/server-process.ts";
import { check } from "./check.ts";
import { aGround } from "./ground.ts";
import { aCrowd, evidenceOf } from "./storm.ts";
import { faulty, Supervisor } from "./supervisor.ts";
import { until } from "./wait.ts";

/** Lets a post run into a process that ends at `point`, starts a sound one, and looks what became of it. */
export async function endsAt(point: FaultPoint) {
  const ground = await aGround();
  const server = await Supervisor.start({ ...ground.env, FAULT_POINT: point }, { program: faulty });
  const crowd = await aCrowd(ground, [server.url]);
  const [, writer] = crowd.writers;
  if (!writer) throw new Error("a second writer");
  const id: CommandId = commandId();
  const posted = writer.post(ground.questionId, { commandId: id });
  await server.process.ended;
  expect(server.process.out).toContain(`fault: ${point}`);
  await server.restart({}, built);
  const again = performance.now();
  const { word, result } = await posted;
  const post = granted(result);
  const shown = () =>
    crowd.readers.every(({ reading }) => reading?.feed.posts.get(post.postId)?.html.includes(word));
  await until("the post is on every screen", shown, 5_000);
  const ms = performance.now() - again;

  const other = await writer.post(ground.questionId, { commandId: id });
  const evidence = await evidenceOf(crowd, server.output);
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  expect(check(evidence)).toEqual([]);
  const written = evidence.entries.filter((entry) => entry.commandId === id);
  expect(written.map(({ seq }) => seq)).toEqual([post.seq]);
  process.stdout.write(`ended at ${point}: on every screen ${ms.toFixed(0)} ms after the start\n`);
  return { other: other.result };
}
function granted(result: Result<Output<"post:create">>) {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
