import { describe, expect, it } from 'vitest';
import type { BotMessage } from '../../../bot/commands/command.ts';
import { textOf } from '../../../bot/teams/activity.ts';
import { presentMessage, type View } from '../../../bot/teams/message.ts';
import { linksOf, teamsText } from '../../../bot/teams/text.ts';
import type { Citation } from '../../../knowledge/answers/schema.ts';
import { activityFaults, cardOf, rootOf, type Sent } from './stand-in/check-activity.ts';
import { bot } from './stand-in/index.ts';

const base = 'https://bank.example.gov.tw';
const view: View = { language: 'zh-TW', base, conversationId: 'conversation_1', asker: 'aad-ann' };
const links = linksOf(base);

const citation = (n: number, rest: Partial<Citation> = {}): Citation => ({
  n,
  sourceId: `source_${n}`,
  passageId: `passage_${n}`,
  externalId: `case-${n}`,
  kind: 'case',
  title: `第 ${n} 則案例`,
  section: '成效',
  excerpt: `第 ${n} 則的原文。`,
  url: `/cases/case-${n}`,
  sourceUrls: [],
  version: 1,
  ...rest,
});

const answer = (markdown: string, citations: Citation[], rest: Partial<BotMessage> = {}): BotMessage => ({
  markdown,
  citations,
  answer: { answerId: 'answer_1', mode: 'extractive', outcome: 'answered' },
  ...rest,
});

async function present(message: BotMessage, language: View['language'] = 'zh-TW'): Promise<Sent[]> {
  const made: Sent[] = [...(await presentMessage(message, { ...view, language }))];
  for (const sent of made) expect(activityFaults(sent)).toEqual([]);
  return made;
}

describe('hostile text', () => {
  it.each([
    ['a mention', '<at>everyone</at> 來看', /<at/i],
    ['a mention as entities', '&lt;at&gt;everyone&lt;/at&gt;', /(?<!&amp;)&?lt;at(?!;)/],
    ['a script', '<script>alert(1)</script>', /<script/i],
    ['a picture', '![x](https://evil.example/p.png)', /evil\.example/],
    ['a link', '[點這裡](https://evil.example/login)', /evil\.example/],
    ['a link of another protocol', '[x](javascript:alert(1))', /javascript:/],
    ['a link that looks like ours', `[x](${base}.evil.example/)`, /evil\.example/],
    ['a link of the same start', '[x](//evil.example/)', /evil\.example/],
    ['an address behind an at', `[x](${base}@evil.example/)`, /evil\.example/],
  ])('loses %s', (_, text, gone) => {
    expect(teamsText(text, links)).not.toMatch(gone);
  });

  it('keeps an address as text that nobody can click', () => {
    expect(teamsText('見 https://evil.example/a?b=1。', links)).toBe('見 `https://evil.example/a?b=1`。');
    expect(teamsText('<https://evil.example/a>', links)).not.toMatch(/(?<!`)https:/);
  });

  it('keeps the links of the bank and of the citations', () => {
    const cited = linksOf(base, [
      citation(1, { sourceUrls: [{ url: 'https://gov.example/doc', title: 'x' }] as never }),
    ]);
    expect(teamsText('[案例](/cases/a) [文件](https://gov.example/doc)', cited)).toBe(
      `[案例](${base}/cases/a) [文件](https://gov.example/doc)`,
    );
  });

  it('keeps quotations, lists and code, and shows headings as bold', () => {
    expect(teamsText('### 標題\n> 引言\n- 項目 `code <x>` a < b', links)).toBe(
      '**標題**\n> 引言\n- 項目 `code ＜x>` a &lt; b',
    );
  });

  it('in names and excerpts of citations stays text', async () => {
    const evil = citation(1, {
      title: '<at>all</at> [x](https://evil.example)',
      excerpt: '<b>x</b> '.repeat(200),
    });
    const [sent] = await present(answer('回答。[1]', [evil]));
    expect(JSON.parse(rootOf(sent!)!.citation[0].appearance.text).body[0].text).not.toMatch(/<at|\]\(https/);
  });
});

describe('what a person wrote', () => {
  it('is read without the mention of the bot and the marks of Teams', () => {
    const mention = `<at>${bot.name}</at>`;
    const activity = {
      text: `${mention}&nbsp;請問 <at id="0">王 小明</at> 的 A&amp;B &lt;90%&gt;？`,
      recipient: bot,
      entities: [{ type: 'mention', text: mention, mentioned: bot }],
    };
    expect(textOf(activity as never)).toBe('請問 王 小明 的 A&B <90%>？');
  });
});

describe('citations', () => {
  it('are numbered as in the text, and only those that the text names', async () => {
    const [sent] = await present(
      answer('甲。[2] 乙。[1][3]', [citation(1), citation(2), citation(3), citation(4)]),
    );
    expect(rootOf(sent!)!.citation.map(({ position }: Sent) => position)).toEqual([1, 2, 3]);
    expect(rootOf(sent!)!.citation[0].appearance.url).toBe(`${base}/cases/case-1`);
  });

  it('beyond twenty are folded into a card', async () => {
    const citations = Array.from({ length: 26 }, (_, n) => citation(n + 1));
    const text = citations.map(({ n }) => `第 ${n} 句。[${n}]`).join('');
    const [sent] = await present(answer(text, citations));
    expect(rootOf(sent!)!.citation).toHaveLength(20);
    const folded = cardOf(sent!)!.body.find(({ type }: Sent) => type === 'Container');
    expect(folded.isVisible).toBe(false);
    expect(folded.items.map(({ text: line }: Sent) => /\[(\d+)\]/.exec(line)![1])).toEqual([
      '21',
      '22',
      '23',
      '24',
      '25',
      '26',
    ]);
  });

  it('with the longest names and excerpts still fit', async () => {
    const long = (n: number) =>
      citation(n, { title: '長'.repeat(300), section: '節'.repeat(300), excerpt: '文'.repeat(5_000) });
    const citations = Array.from({ length: 30 }, (_, n) => long(n + 1));
    await present(answer(citations.map(({ n }) => `句。[${n}]`).join(''), citations));
  });
});

describe('an answer', () => {
  it('says who put it together: quoted or written', async () => {
    const quoted = await present(answer('甲。[1]', [citation(1)]));
    expect(quoted[0]!.text).toContain('逐句摘自');
    const written = await present(
      answer('甲。[1]', [citation(1)], {
        answer: { answerId: 'a', mode: 'generative', outcome: 'answered' },
      }),
      'en',
    );
    expect(written[0]!.text).toContain('language model');
    for (const [sent] of [quoted, written])
      expect(rootOf(sent!)!.additionalType).toEqual(['AIGeneratedContent']);
  });

  it('that found nothing carries no label, but can be rated', async () => {
    const none = { answerId: 'a', mode: 'extractive', outcome: 'no_source' } as const;
    const [sent] = await present({ markdown: '來源沒有說明。', answer: none });
    expect(rootOf(sent!)).toBeUndefined();
    expect(sent!.channelData.feedbackLoop.type).toBe('custom');
  });

  it('too long for one message is cut between paragraphs, each with its own citations', async () => {
    const citations = [citation(1), citation(2)];
    const text = `${'甲'.repeat(9_000)}。[1]\n\n${'乙'.repeat(9_000)}。[2]`;
    const sent = await present(answer(text, citations, { actions: [{ label: '再問', command: '再問？' }] }));
    expect(sent).toHaveLength(2);
    expect(sent.map((one) => rootOf(one)!.citation.map(({ position }: Sent) => position))).toEqual([
      [1],
      [2],
    ]);
    expect(sent.map((one) => cardOf(one) !== undefined)).toEqual([false, true]);
  });
});

describe('buttons', () => {
  const setsOf = async (label: string) => {
    const actions = Array.from({ length: 40 }, (_, n) => ({ label, command: `/case review approve ${n}` }));
    const [sent] = await present({ markdown: '等您審核的案例：', actions, private: true });
    return cardOf(sent!)!.body.filter(({ type }: Sent) => type === 'ActionSet') as Sent[];
  };

  it('with short titles stand beside each other, in sets that Teams shows whole', async () => {
    const sets = await setsOf('核可');
    expect(sets).toHaveLength(5);
    expect(sets[0]!.actions[0].data.by).toBe(view.asker);
  });

  it('with long titles stand under each other, and can be read whole', async () => {
    const label = `核可：${'案'.repeat(80)}`;
    const sets = await setsOf(label);
    expect(sets).toHaveLength(30);
    expect(sets[0]!.actions[0].tooltip).toBe(label);
  });
});

describe('a picture', () => {
  const image = (bytes: number) => ({
    name: 'gaps.png',
    alt: '差距圖',
    url: '/dashboard/gaps.png',
    png: async () => new Uint8Array(bytes),
  });

  it('is sent within the message', async () => {
    const [sent] = await present({ markdown: '進度', image: image(5_000) });
    expect(sent!.attachments[0].contentUrl).toMatch(/^data:image\/png;base64,/);
  });

  it('too large for a message is named and linked', async () => {
    const [sent] = await present({ markdown: '進度', image: image(200_000) });
    expect(sent!.attachments).toBeUndefined();
    expect(sent!.text).toContain(`(${base}/dashboard/gaps.png)`);
  });
});
