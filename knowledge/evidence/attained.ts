import type { Queryable } from '../../core/db/client.ts';
import type { LevelId } from '../framework/schema.ts';
import { selectNewestClaims } from './claims-queries.ts';
import { type EvidenceRow, selectEvidence } from './queries.ts';

interface Claimed {
  /** 0 to 5. */
  readonly proficiency: number;
  readonly at: Date;
}

interface Proven extends Claimed {
  /** The quiz, course or credential it comes from. */
  readonly source: string;
  readonly kind: EvidenceRow['kind'];
}

/** What is known of a person in one competency at one level: three truths, each with its date and source. */
export interface Attained {
  readonly competency: string;
  readonly level: LevelId;
  /** The newest self-rating. */
  readonly claimed?: Claimed;
  /** The newest quiz in force. */
  readonly tested?: Proven;
  /** The highest that a record or badge in force shows. */
  readonly evidenced?: Proven;
}

function provenBy({ proficiency, validFrom, object, kind }: EvidenceRow): Proven {
  return { proficiency, at: validFrom, source: object, kind };
}

const newestFirst = (a: EvidenceRow, b: EvidenceRow) => b.validFrom.getTime() - a.validFrom.getTime();
const highestFirst = (a: EvidenceRow, b: EvidenceRow) => b.proficiency - a.proficiency || newestFirst(a, b);

/** What the rows prove: the newest test and the highest record or badge. */
export function provenFrom(rows: readonly EvidenceRow[]): Pick<Attained, 'tested' | 'evidenced'> {
  const [test] = rows.filter((row) => row.kind === 'test').sort(newestFirst);
  const [record] = rows.filter((row) => row.kind !== 'test').sort(highestFirst);
  return { ...(test && { tested: provenBy(test) }), ...(record && { evidenced: provenBy(record) }) };
}

/** What tests and records show, claims left aside; undefined where neither says anything. */
export function shownProficiency(one: Pick<Attained, 'tested' | 'evidenced'>): number | undefined {
  const known = [one.tested?.proficiency, one.evidenced?.proficiency].filter((value) => value !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

const keyOf = (one: { competency: string; level: string }) => `${one.level} ${one.competency}`;

function grouped<T extends { competency: string; level: LevelId }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** All that is known of a person at a time, claims later than it and proofs no longer in force left out. */
export async function selectAttained(
  db: Queryable,
  personId: string,
  at: Date,
): Promise<readonly Attained[]> {
  const claims = grouped(await selectNewestClaims(db, personId, at));
  const proofs = grouped((await selectEvidence(db, personId, at)).filter((row) => row.validFrom <= at));
  return [...new Set([...claims.keys(), ...proofs.keys()])].sort().map((key) => {
    const [claim] = claims.get(key) ?? [];
    const rows = proofs.get(key) ?? [];
    const { competency, level } = (claim ?? rows[0])!;
    return {
      competency,
      level,
      ...(claim && { claimed: { proficiency: claim.proficiency, at: claim.createdAt } }),
      ...provenFrom(rows),
    };
  });
}
