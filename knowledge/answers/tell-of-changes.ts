import type { Bank } from '../../core/context.ts';
import { newId } from '../../core/ids.ts';
import type { Text } from '../../core/language.ts';
import { notify } from '../notices/notify.ts';
import type { ScheduledJob } from '../schedule/job.ts';
import * as queries from './changed-queries.ts';

const pageSize = 200;
/** A change is stamped before its transaction ends; looking back this far finds it all the same. */
const lookBackMs = 600_000;
const quoted = 60;

function excerpt(question: string): string {
  const line = question.replaceAll(/\s+/g, ' ').trim();
  return line.length > quoted ? `${[...line].slice(0, quoted).join('')}…` : line;
}

/** Names no source: the asker may have lost sight of it. The answer's page shows what they may still see. */
function textOf(answer: queries.OutdatedAnswer): Text {
  const question = excerpt(answer.question);
  const what = {
    'zh-TW': [
      answer.changed > 0 ? `${answer.changed} 份來源改了被引用的內容` : '',
      answer.withdrawn > 0 ? `${answer.withdrawn} 份來源已下架` : '',
    ],
    en: [
      answer.changed > 0 ? `${answer.changed} source(s) changed what was cited` : '',
      answer.withdrawn > 0 ? `${answer.withdrawn} source(s) were withdrawn` : '',
    ],
  };
  return {
    'zh-TW': `您問過「${question}」，當時的回答所引用的${what['zh-TW'].filter(Boolean).join('，')}，請重新確認。`,
    en: `You asked “${question}”. Of what the answer cites, ${what.en.filter(Boolean).join(' and ')}; please check it again.`,
  };
}

async function tell(bank: Bank, answers: readonly queries.OutdatedAnswer[]): Promise<number> {
  const ctx = { now: bank.now, newId: (kind: string) => newId(kind, bank.now()) };
  let told = 0;
  await bank.store.patient.transaction(async (tx) => {
    for (const answer of answers)
      if (
        await notify(ctx, tx, {
          personId: answer.personId,
          kind: 'source-changed',
          text: textOf(answer),
          link: `/answers/${answer.id}`,
          key: `source-changed:${answer.id}`,
        })
      )
        told += 1;
  });
  return told;
}

/** Tells people, once for each answer, that what an answer of theirs cites is not what it was; a new version that leaves it alone is no news. */
export const tellOfChanges: ScheduledJob = {
  name: 'source-changes',
  everySeconds: 300,
  async run(bank, { signal }) {
    const db = bank.store.patient;
    const watched = await queries.selectWatched(db);
    const until = await queries.selectLastChange(db);
    if (!until || (watched && until <= watched && bank.now().getTime() - until.getTime() > lookBackMs))
      return { told: 0 };
    const since = watched && new Date(watched.getTime() - lookBackMs);
    let told = 0;
    for (let after = ''; ; ) {
      signal.throwIfAborted();
      const page = await queries.selectOutdated(db, since, after, pageSize);
      told += await tell(bank, page);
      if (page.length < pageSize) break;
      after = page.at(-1)!.id;
    }
    await queries.upsertWatched(db, until, bank.now());
    return { told };
  },
};
