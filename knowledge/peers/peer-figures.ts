import type { Queryable } from '../../core/db/client.ts';
import { newId } from '../../core/ids.ts';
import { provenFrom, shownProficiency } from '../evidence/attained.ts';
import { type EvidenceRow, selectEvidenceOfMany } from '../evidence/queries.ts';
import { blockMonths, type Candidate, formBlocks } from './form-blocks.ts';
import {
  type BlockRow,
  insertBlock,
  lockBlocks,
  type Scope,
  selectBlocks,
  selectCandidates,
} from './queries.ts';

/** Means are told in steps of this: finer ones would say more about single people than about the group. */
const meanStep = 0.5;

export interface GroupFigures {
  /** At least so many people, in tens. */
  readonly atLeast: number;
  /** Mean proficiency that tests and records show, nothing shown counting as 0. */
  readonly means: ReadonlyMap<string, number>;
}

function since(now: Date): Date {
  const start = new Date(now);
  start.setUTCMonth(start.getUTCMonth() - blockMonths);
  return start;
}

/** What tests and records show of each person at their own level, summed by competency. */
function sumsOf(members: readonly Candidate[], evidence: readonly EvidenceRow[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { personId, level } of members) {
    const own = evidence.filter((row) => row.personId === personId && row.level === level);
    for (const competency of new Set(own.map((row) => row.competency))) {
      const rows = own.filter((row) => row.competency === competency);
      sums[competency] = (sums[competency] ?? 0) + (shownProficiency(provenFrom(rows)) ?? 0);
    }
  }
  return sums;
}

/** Forms whatever blocks the people of a scope now allow. */
async function addBlocks(tx: Queryable, scope: Scope, now: Date): Promise<void> {
  await lockBlocks(tx);
  const pool = await selectCandidates(tx, scope, since(now));
  for (const block of formBlocks(pool)) {
    const members = block.members.map((one) => one.personId);
    const evidence = await selectEvidenceOfMany(tx, members, now);
    await insertBlock(tx, {
      ...block,
      id: newId('block', now),
      size: members.length,
      sums: sumsOf(block.members, evidence),
      members,
      now,
    });
  }
}

/** Whole blocks added up; null when there is none. */
export function combine(blocks: readonly BlockRow[], competencies: readonly string[]): GroupFigures | null {
  const size = blocks.reduce((sum, one) => sum + one.size, 0);
  if (size === 0) return null;
  const mean = (competency: string) =>
    blocks.reduce((sum, one) => sum + (one.sums[competency] ?? 0), 0) / size;
  const rounded = (value: number) => Math.round(value / meanStep) * meanStep;
  return {
    atLeast: Math.floor(size / 10) * 10,
    means: new Map(competencies.map((one) => [one, rounded(mean(one))])),
  };
}

/** The blocks of a scope in force now, new ones formed first where there are people enough. */
export async function currentBlocks(
  db: { transaction<T>(fn: (tx: Queryable) => Promise<T>): Promise<T> },
  scope: Scope,
  now: Date,
): Promise<BlockRow[]> {
  return db.transaction(async (tx) => {
    await addBlocks(tx, scope, now);
    return selectBlocks(tx, scope, since(now));
  });
}
