import { describe, expect, it } from 'vitest';
import { figuresOf } from './retrieval-metrics.ts';

const judged = (ranks: number[], relevant = 1) => ({ group: 'g', ranks, relevant });

describe('figuresOf', () => {
  it('counts a question once, at its best rank', () => {
    const figures = figuresOf([judged([1, 3], 2), judged([6]), judged([]), judged([11])]);
    expect(figures).toMatchObject({ n: 4, recall1: 25, recall5: 25, recall10: 50 });
    expect(figures.mrr10).toBeCloseTo((100 * (1 + 1 / 6)) / 4);
  });

  it('gives full nDCG only when every relevant passage leads', () => {
    expect(figuresOf([judged([1, 2], 2)]).ndcg10).toBeCloseTo(100);
    expect(figuresOf([judged([1], 2)]).ndcg10).toBeLessThan(100);
  });

  it('has a margin that shrinks with more questions', () => {
    const few = figuresOf(Array.from({ length: 30 }, (_, at) => judged(at % 2 ? [1] : [])));
    const many = figuresOf(Array.from({ length: 300 }, (_, at) => judged(at % 2 ? [1] : [])));
    expect(few.margin).toBeCloseTo(16.8, 0);
    expect(many.margin).toBeLessThan(few.margin / 2.5);
  });
});
