import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { measureCloseness, type TaskProfile } from '../../knowledge/diagnosis/closeness.ts';
import { Task } from '../../knowledge/framework/schema.ts';
import { projectRoot } from '../support/project-files.ts';

export async function studyProfiles(): Promise<TaskProfile[]> {
  const file = join(projectRoot, 'knowledge/content/framework/tasks.json');
  return z
    .array(Task)
    .parse(JSON.parse(await readFile(file, 'utf8')))
    .map(({ id, values }) => ({
      id,
      values: Object.fromEntries(
        Object.entries(values).map(([cluster, printed]) => [cluster, Number(printed)]),
      ),
    }));
}

/** Numbers of chance that are the same on every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface DiagnosisFigures<Cluster extends string> {
  /** How often somebody of a cluster (row) is suggested another (column). */
  readonly confusion: Readonly<Record<Cluster, Readonly<Record<Cluster, number>>>>;
  /** Share of right suggestions, 0 to 1: over all, and of the worst cluster. */
  readonly right: number;
  readonly worst: number;
}

const spread = 0.5;
const kept = 8;

/** Somebody of a cluster: every weight × log-normal noise, the eight largest named. */
function drawPerson(
  profiles: readonly TaskProfile[],
  cluster: string,
  random: () => number,
): Map<string, number> {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return new Map(
    profiles
      .map(({ id, values }) => [id, (values[cluster] ?? 0) * Math.exp(spread * normal())] as const)
      .filter(([, weight]) => weight > 0)
      .sort((a, b) => b[1] - a[1])
      .slice(0, kept),
  );
}

/** Draws people of every cluster from the study's own profiles and counts what is suggested to them. */
export function simulateDiagnosis<Cluster extends string>(
  profiles: readonly TaskProfile[],
  clusters: readonly Cluster[],
  perCluster = 2_000,
  seed = 20_261_124,
): DiagnosisFigures<Cluster> {
  const random = seededRandom(seed);
  const rows = clusters.map((cluster) => {
    const row = Object.fromEntries(clusters.map((id) => [id, 0])) as Record<Cluster, number>;
    for (let n = 0; n < perCluster; n++)
      row[measureCloseness(profiles, clusters, drawPerson(profiles, cluster, random))[0]!.id]++;
    return [cluster, row] as const;
  });
  const shares = rows.map(([cluster, row]) => row[cluster] / perCluster);
  return {
    confusion: Object.fromEntries(rows) as Record<Cluster, Record<Cluster, number>>,
    right: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    worst: Math.min(...shares),
  };
}
