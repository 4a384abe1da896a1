/** Where the right answers of one question stand: ranks from 1, first `depth` places looked at. */
export interface Judged {
  readonly group: string;
  /** Rank of each relevant item found, ascending. */
  readonly ranks: readonly number[];
  readonly relevant: number;
}

export interface Figures {
  readonly n: number;
  readonly recall1: number;
  readonly recall5: number;
  readonly recall10: number;
  readonly mrr10: number;
  readonly ndcg10: number;
  /** Half width of the 95 % interval of a share near recall10, in points. */
  readonly margin: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);

function ndcg10({ ranks, relevant }: Judged): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 1);
  const got = ranks.filter((rank) => rank <= 10).reduce((sum, rank) => sum + gain(rank), 0);
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(relevant, 10); rank++) ideal += gain(rank);
  return got / ideal;
}

/** Wilson's half width, which stays sensible near 100 %. */
function wilsonMargin(share: number, n: number): number {
  const z = 1.96;
  return (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
}

/** Recall@k = share of questions with at least one right passage in the first k. All in percent. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const best = judged.map(({ ranks }) => ranks[0] ?? Number.POSITIVE_INFINITY);
  const within = (k: number) => mean(best.map((rank) => (rank <= k ? 1 : 0)));
  return {
    n: judged.length,
    recall1: 100 * within(1),
    recall5: 100 * within(5),
    recall10: 100 * within(10),
    mrr10: 100 * mean(best.map((rank) => (rank <= 10 ? 1 / rank : 0))),
    ndcg10: 100 * mean(judged.map(ndcg10)),
    margin: 100 * wilsonMargin(within(10), judged.length),
  };
}
