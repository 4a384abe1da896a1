import type { CheckedPassage } from '../../knowledge/answers/check/check-claim.ts';
import { checkClaim } from '../../knowledge/answers/check/check-claim.ts';
import { passageForCheck } from '../../knowledge/answers/check/passages-for-check.ts';
import { openLibrary } from '../../knowledge/answers/library.ts';
import * as queries from '../../knowledge/answers/queries.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import type { ClaimLabel, ClaimSet, LabelledClaim } from '../evals/claims/read-claims.ts';
import { readClaims } from '../evals/claims/read-claims.ts';
import { contextOf, openSeededBank } from '../support/world.ts';

export interface ClaimFigures {
  readonly label: ClaimLabel;
  readonly n: number;
  /** Supported claims refused, or wrong ones let through. */
  readonly errors: readonly { readonly claim: LabelledClaim; readonly findings: readonly string[] }[];
}

type Find = (claim: LabelledClaim) => Promise<CheckedPassage>;

async function passagesOf(): Promise<{ find: Find; close: () => Promise<void> }> {
  const bank = await openSeededBank();
  const ctx = contextOf(bank);
  const library = await openLibrary(ctx);
  const find: Find = async (claim) => {
    const held = library.cases.find(({ externalId }) => externalId === claim.case);
    const passage = held?.passages.find(({ section }) => section === claim.section);
    if (!passage) throw new Error(`${claim.id}: no section ${claim.section} in ${claim.case}`);
    const [cited] = await queries.selectCitedPassages(ctx.db, [passage.id]);
    return passageForCheck(cited!, library);
  };
  return { find, close: () => bank.store.close() };
}

/** How often the check errs on claims made of the right words, by what is wrong with them. */
export async function judgeClaims(set: ClaimSet): Promise<{ figures: ClaimFigures[]; msPerClaim: number }> {
  const { find, close } = await passagesOf();
  const claims = readClaims(set);
  const passages = await Promise.all(claims.map(find));
  const began = performance.now();
  const judged = claims.map((claim, at) => ({
    claim,
    findings: checkClaim(claim.claim, [passages[at]!], detectLanguage(claim.claim)).map(
      ({ code, what }) => `${code}: ${what}`,
    ),
  }));
  const msPerClaim = (performance.now() - began) / claims.length;
  await close();
  const labels = [...new Set(claims.map(({ label }) => label))];
  const figures = labels.map((label) => {
    const own = judged.filter(({ claim }) => claim.label === label);
    const errors = own.filter(({ findings }) => (label === 'supported') === findings.length > 0);
    return { label, n: own.length, errors };
  });
  return { figures, msPerClaim };
}
