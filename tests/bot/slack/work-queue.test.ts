import { expect, it } from 'vitest';
import { WorkQueue } from '../../../bot/slack/work-queue.ts';

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

it('works on a few pieces at a time, and on one while something arrives', async () => {
  const queue = new WorkQueue(3, () => undefined);
  const ends: (() => void)[] = [];
  let running = 0;
  const piece = () =>
    queue.add(async () => {
      running += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    });
  let arrived: (value: string) => void = () => undefined;
  const arrival = queue.first(new Promise<string>((resolve) => (arrived = resolve)));
  for (let n = 0; n < 6; n++) piece();
  await tick();
  expect(running).toBe(1);
  arrived('claimed');
  expect(await arrival).toBe('claimed');
  await tick();
  expect(running).toBe(3);
  while (running > 0) {
    ends.shift()?.();
    await tick();
  }
  expect(ends).toEqual([]);
  await queue.drain(10);
});

it('goes on after a piece that failed, and waits for what is under way', async () => {
  const failed: unknown[] = [];
  const queue = new WorkQueue(1, (error) => failed.push(error));
  const done: number[] = [];
  queue.add(() => Promise.reject(new Error('broken')));
  queue.add(async () => void done.push(1));
  await expect(queue.run(() => Promise.reject(new Error('told')))).rejects.toThrow('told');
  await queue.drain(1_000);
  expect([failed.length, done]).toEqual([1, [1]]);
});
