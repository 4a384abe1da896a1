/** A row of the study's task tables: its value for each cluster, of which the shape alone means anything. */
export interface TaskProfile {
  readonly id: string;
  readonly values: Readonly<Record<string, number>>;
}

/** Positive weights by task id, on any scale; tasks not in it were not named. */
export type TaskWeights = ReadonlyMap<string, number>;

/** How far a person's log weight lies from the cluster's, one standard deviation: a factor of about 1.6. */
const spread = 0.5;
/** What a printed 0.00 may hide. */
const floor = 0.005;

/** log of the normal distribution function (Abramowitz and Stegun 26.2.17; its tail by 26.2.12). */
function logNormalBelow(x: number): number {
  if (x < -6) return -(x * x) / 2 - Math.log(-x * Math.sqrt(2 * Math.PI));
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return Math.log(x > 0 ? 1 - tail : tail);
}

/** The highest value of a concave function between two bounds. */
function maximise(f: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let step = 0; step < 100; step++) {
    const third = (to - from) / 3;
    if (f(from + third) < f(to - third)) from += third;
    else to -= third;
  }
  return f((from + to) / 2);
}

/** The log likelihood of the weights under one cluster, relative to a perfect fit (0), at the scale that suits best. */
function logLikelihood(profiles: readonly TaskProfile[], cluster: string, weights: TaskWeights): number {
  const named: number[] = [];
  const silent: number[] = [];
  const smallest = Math.log(Math.min(...weights.values()));
  for (const { id, values } of profiles) {
    const expected = Math.log(Math.max(values[cluster] ?? 0, floor));
    const weight = weights.get(id);
    if (weight === undefined) silent.push((smallest - expected) / spread);
    else named.push((Math.log(weight) - expected) / spread);
  }
  const fit = (scale: number) =>
    silent.reduce((sum, z) => sum + logNormalBelow(z - scale), 0) -
    named.reduce((sum, z) => sum + (z - scale) ** 2 / 2, 0);
  return maximise(fit, Math.min(...named, ...silent) - 10, Math.max(...named) + 10);
}

/**
 * How well each cluster's task profile explains what a person says of their work, best first.
 *
 * The study's scale is not stated, so only relative profiles are compared. Plain cosine is led by the one or two
 * largest tasks and takes composite for project management and non-core for hardware (9 in 100 each). Here a
 * person's weight is the cluster's value times a factor that is log-normal (σ 0.5), on a scale of the person's own
 * that is estimated away; a task not named weighs no more than the smallest one named. The likelihood of both under
 * each cluster decides. Closeness is its geometric mean over the tasks, relative to a perfect fit:
 * 1 = the weights are the cluster's profile, towards 0 = they contradict it.
 * @param weights at least one, each > 0
 */
export function measureCloseness<Cluster extends string>(
  profiles: readonly TaskProfile[],
  clusters: readonly Cluster[],
  weights: TaskWeights,
): { id: Cluster; closeness: number }[] {
  const largest = Math.max(...weights.values());
  const relative = new Map([...weights].map(([id, weight]) => [id, Math.max(weight / largest, 1e-6)]));
  return clusters
    .map((id) => ({ id, closeness: Math.exp(logLikelihood(profiles, id, relative) / profiles.length) }))
    .sort((a, b) => b.closeness - a.closeness);
}
