import { describe, expect, it } from 'vitest';
import { newId, newSecret } from '../../core/ids.ts';

describe('ids', () => {
  it('carry their kind', () => {
    expect(newId('answer', new Date())).toMatch(/^answer_[0-9a-z]+$/);
  });

  it('sort by age', () => {
    const times = [0, 1, 31, 32, 1_000, 1_700_000_000_000, 1_700_000_000_001, 4_000_000_000_000];
    const ids = times.map((time) => newId('x', new Date(time)));
    expect([...ids].sort()).toEqual(ids);
  });

  it('differ within one millisecond', () => {
    const now = new Date();
    expect(new Set(Array.from({ length: 10_000 }, () => newId('x', now))).size).toBe(10_000);
  });

  it('have secrets beside them that hold 256 random bits', () => {
    expect(newSecret()).toMatch(/^[0-9a-z]{52}$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});
