import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import type { Text } from '../../../core/language.ts';
import { personOf } from '../acting.ts';
import { type NominationRow, selectAgencies } from './queries.ts';

/** Why a member may not judge a nomination: design has nobody decide on their own, and agencies not on their people. */
const conflictTexts = {
  nominator: {
    'zh-TW': '您是這件推薦的推薦人，必須迴避。',
    en: 'You made this nomination and cannot judge it.',
  },
  nominee: { 'zh-TW': '您是被推薦人，必須迴避。', en: 'You are the nominee and cannot judge this.' },
  agency: {
    'zh-TW': '您與推薦人或被推薦人同機關，必須迴避。',
    en: 'You belong to the same agency as its nominator or nominee and cannot judge it.',
  },
} as const satisfies Record<string, Text>;

const folded = (agency: string) => agency.normalize('NFKC').trim().toLowerCase();

/** The conflict of interest the bank itself knows of; undefined when there is none. */
export async function findConflict(
  ctx: Context,
  tx: Queryable,
  row: NominationRow,
): Promise<Text | undefined> {
  const me = personOf(ctx);
  if (row.nominator === me) return conflictTexts.nominator;
  if (row.nominee === me) return conflictTexts.nominee;
  const { agency } = ctx.actor;
  if (!agency) return undefined;
  const people = [row.nominator, row.nominee].filter((id) => id !== null);
  const theirs = [row.record.agency, ...(await selectAgencies(tx, people))];
  return theirs.some((one) => folded(one) === folded(agency)) ? conflictTexts.agency : undefined;
}
