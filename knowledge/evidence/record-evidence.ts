import type { Queryable } from '../../core/db/client.ts';
import { newId } from '../../core/ids.ts';
import type { EvidenceKind, EvidenceRow } from './queries.ts';
import * as queries from './queries.ts';

/** What something proves about a person: one entry for each competency. */
export interface Proof
  extends Pick<EvidenceRow, 'personId' | 'kind' | 'object' | 'validFrom' | 'validUntil'> {
  readonly competencies: readonly Pick<EvidenceRow, 'competency' | 'level' | 'proficiency'>[];
}

/** Writes down what a person can prove, in the transaction that proves it. */
export async function recordEvidence(tx: Queryable, proof: Proof, now: Date): Promise<void> {
  const { competencies, ...rest } = proof;
  const rows = competencies.map((one) => ({ ...rest, ...one, id: newId('evidence', now), createdAt: now }));
  await queries.insertEvidence(tx, rows);
}

/** Takes a proof back, in the transaction that ends it. */
export async function revokeEvidence(
  tx: Queryable,
  kind: EvidenceKind,
  object: string,
  now: Date,
): Promise<void> {
  await queries.updateRevoked(tx, kind, object, now);
}

/** Forgets a proof, in the transaction that lets go of what it came from. */
export async function removeEvidence(tx: Queryable, kind: EvidenceKind, object: string): Promise<void> {
  await queries.deleteEvidence(tx, kind, object);
}
