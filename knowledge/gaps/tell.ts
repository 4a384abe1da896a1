import type { Text } from '../../core/language.ts';
import type { Notice } from '../notices/notify.ts';

const quoted = 60;

function excerpt(question: string): string {
  const line = [...question.replaceAll(/\s+/g, ' ').trim()];
  return line.length > quoted ? `${line.slice(0, quoted).join('')}…` : line.join('');
}

interface About {
  readonly id: string;
  readonly question: string;
}

function notice(gap: About, kind: string, key: string, text: Text): Omit<Notice, 'personId'> {
  return { kind, text, link: `/gaps/${gap.id}`, key };
}

/** What people are told of a gap, each once. */
export const gapNotices = {
  asked: (gap: About) =>
    notice(gap, 'gap-asked', `gap-asked:${gap.id}`, {
      'zh-TW': `有人請教：「${excerpt(gap.question)}」，看起來是您的領域。您知道怎麼做嗎？`,
      en: `Somebody asks: “${excerpt(gap.question)}”. It looks like your field. Do you know how?`,
    }),
  replied: (gap: About, replyId: string) =>
    notice(gap, 'gap-replied', `gap-replied:${replyId}`, {
      'zh-TW': `您請教的「${excerpt(gap.question)}」有了回覆。`,
      en: `There is a reply to “${excerpt(gap.question)}”, which you need.`,
    }),
  solved: (gap: About) =>
    notice(gap, 'gap-solved', `gap-solved:${gap.id}`, {
      'zh-TW': `您回覆過的「${excerpt(gap.question)}」已由提問者標為解決，謝謝您。`,
      en: `“${excerpt(gap.question)}”, which you replied to, is solved. Thank you.`,
    }),
  declined: (gap: About, reason: string) =>
    notice(gap, 'gap-declined', `gap-declined:${gap.id}`, {
      'zh-TW': `「${excerpt(gap.question)}」沒有被收進社群的待答問題。理由：${excerpt(reason)}`,
      en: `“${excerpt(gap.question)}” was not taken up by the community. Reason: ${excerpt(reason)}`,
    }),
  published: (gap: About, caseId: string) => ({
    ...notice(gap, 'gap-case', `gap-case:${gap.id}:${caseId}`, {
      'zh-TW': `您請教的「${excerpt(gap.question)}」，回覆者把經驗寫成了案例，已經發布。`,
      en: `“${excerpt(gap.question)}”, which you need, has become a published case.`,
    }),
    link: `/cases/${caseId}`,
  }),
};
