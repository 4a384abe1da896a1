import { describe, expect, it } from 'vitest';
import { createTurns } from '../../core/db/turns.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('turns on one connection', () => {
  it('are taken one at a time, in order of asking', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    const hold = (name: string) =>
      turns.take(async () => {
        seen.push(`${name} begins`);
        await pause(5);
        seen.push(`${name} ends`);
      });
    await Promise.all([hold('a'), hold('b')]);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('pass on what the holder returns or throws, and go on after a failure', async () => {
    const turns = createTurns();
    const failing = turns.take(() => Promise.reject(new Error('broken')));
    const working = turns.take(async () => 7);
    await expect(failing).rejects.toThrow('broken');
    expect(await working).toBe(7);
  });

  it('of the patient come after those of others who ask again and again', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    const urgent = (async () => {
      for (let n = 0; n < 4; n++) {
        await turns.take(async () => void seen.push('urgent'));
        await pause(2);
      }
    })();
    const patient = turns.take(async () => void seen.push('patient'), { patient: true });
    await Promise.all([urgent, patient]);
    expect(seen).toEqual(['urgent', 'urgent', 'urgent', 'urgent', 'patient']);
  });

  it('come to the patient in the end, however busy it is', async () => {
    const turns = createTurns();
    let done = false;
    const patient = turns
      .take(async () => {}, { patient: true })
      .then(() => {
        done = true;
      });
    const started = performance.now();
    while (!done && performance.now() - started < 5_000) await turns.take(() => pause(5));
    await patient;
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('come to the patient at once when nobody else asks', async () => {
    const turns = createTurns();
    const started = performance.now();
    for (let n = 0; n < 20; n++) await turns.take(async () => {}, { patient: true });
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('of the brief overlap, a few at a time, and wait for whoever holds it alone', async () => {
    const turns = createTurns();
    let holders = 0;
    let most = 0;
    const hold = async () => {
      holders += 1;
      most = Math.max(most, holders);
      await pause(5);
      holders -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => turns.take(hold, { brief: true })));
    expect(most).toBe(3);
    const alone = turns.take(async () => {
      const before = holders;
      await pause(5);
      return [before, holders];
    });
    const brief = turns.take(hold, { brief: true });
    expect(await alone).toEqual([0, 0]);
    await brief;
  });
});
