import type { Bank } from '../../../core/context.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { caseIn } from '../../support/cases.ts';
import { openHttp } from '../../support/http.ts';
import { createPerson } from '../../support/people.ts';
import { openSeededBank, testAdminToken } from '../../support/world.ts';
import { prepareBadges } from '../badges/hostile-inputs.ts';
import { prepareCourses } from '../course-inputs.ts';
import { prepareGaps } from '../gap-inputs.ts';
import { prepareProgramme } from '../programme-inputs.ts';

export interface PagesWorld {
  readonly bank: Bank;
  /** By the name of who holds them. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Of one thing of each kind. */
  readonly ids: Readonly<Record<string, string>>;
}

/** The shipped content, with one of everything that people make. */
export async function openPagesWorld(): Promise<PagesWorld> {
  const bank = await openSeededBank();
  await ensureAdmin(bank);
  const http = openHttp(bank);
  const staff = await createPerson(bank, { roles: ['staff'] });
  const reviewer = await createPerson(bank, { roles: ['reviewer', 'pilot_leader'] });
  const writer = await createPerson(bank, { roles: ['reviewer', 'issuer'] });
  const tokens: Record<string, string> = {
    admin: testAdminToken,
    staff: staff.token,
    reviewer: reviewer.token,
    writer: writer.token,
  };
  const ids: Record<string, string> = {};
  for (const state of ['draft', 'submitted', 'published'] as const)
    ids[state] = await caseIn(bank, state, { author: staff.actor, reviewer: reviewer.actor });
  await prepareBadges(bank, tokens, ids);
  await prepareCourses(http, tokens, ids);
  await prepareGaps(bank, http, tokens, ids);
  await prepareProgramme(bank, http, tokens, ids);
  const issued = await http.api('POST', `/badges/${ids.badgeApproved}/credentials`, {
    token: tokens.issuer,
    json: {
      recipient: { email: 'holder@example.org', name: '王小明' },
      evidence: [{ name: '報告', narrative: '說明', url: 'https://example.org/a' }],
    },
  });
  ids.credential = issued.json.id;
  const question = '公務機關用生成式 AI 有哪些風險？';
  ids.answer = (await http.api('POST', '/ask', { json: { question } })).json.answerId;
  ids.passage = (await http.api('GET', '/search?q=TAIDE')).json.results[0].passageId;
  ids.table = (await http.api('GET', '/framework/tables')).json.items[0].id;
  return { bank, tokens, ids };
}
