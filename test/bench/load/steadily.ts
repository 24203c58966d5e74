import type { Site } from "./sites.ts";

/** Posts at an even pace, whatever the server does, until stopped: then tells how many, all of them acknowledged. */
export function steadily(site: Pick<Site, "post">, perSecond: number): { stop(): Promise<number> } {
  const answers: Promise<void>[] = [];
  const timer = setInterval(() => {
    const answer = site.post(answers.length, answers.length);
    answer.catch(() => undefined); // told when stopped
    answers.push(answer);
  }, 1_000 / perSecond);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(answers);
      return answers.length;
    },
  };
}
