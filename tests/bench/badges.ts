import { compactVerify, importJWK } from 'jose';
import { issueBatch } from '../../badges/credentials/issue-badge.ts';
import { getKeySet } from '../../badges/issuers/publish-keys.ts';
import { verifyBadge } from '../../badges/verify/verify-badge.ts';
import { approveBadge, openBadgeBank, partOf, request } from '../badges/support.ts';

export interface BadgeFigures {
  readonly issued: number;
  readonly issueSeconds: number;
  /** Per second, the median of the rounds. */
  readonly verifications: number;
  readonly bareJose: number;
  /** The median over rounds of ours beside jose's. */
  readonly ratio: number;
}

async function perSecond(times: number, run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let n = 0; n < times; n++) await run();
  return (times * 1_000) / (performance.now() - started);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** Issues and stores badges, then verifies one with warm keys and status beside bare jose doing the same signature. */
export async function runBadges(count = 1_000, rounds = 9, perRound = 400): Promise<BadgeFigures> {
  const world = await openBadgeBank();
  try {
    const badgeId = await approveBadge(world);
    const rows = Array.from({ length: count }, (_, n) => ({ ...request, recipient: { id: `bench-${n}` } }));
    const started = performance.now();
    const results = await issueBatch(world.as('wang', ['issuer']), { badgeId, rows });
    const issueSeconds = (performance.now() - started) / 1_000;
    const jws = results[0]!.credential!;
    const { keys } = await getKeySet(world.bank);
    const key = await importJWK(keys.find((one) => one.kid === partOf(jws, 0).kid)!);
    const ours: number[] = [];
    const jose: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const mine = await perSecond(perRound, () => verifyBadge(world.bank, jws));
      const theirs = await perSecond(perRound, () => compactVerify(jws, key));
      if (round === 0) continue; // warms both up
      ours.push(mine);
      jose.push(theirs);
    }
    return {
      issued: results.filter((one) => one.ok).length,
      issueSeconds,
      verifications: median(ours),
      bareJose: median(jose),
      ratio: median(ours.map((mine, at) => mine / jose[at]!)),
    };
  } finally {
    await world.close();
  }
}
