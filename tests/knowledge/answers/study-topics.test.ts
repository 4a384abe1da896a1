import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askedTerms } from '../../../knowledge/answers/asked-terms.ts';
import type { HeldPassage, HeldSentence } from '../../../knowledge/answers/library.ts';
import { prepareText } from '../../../knowledge/answers/match-words.ts';
import { splitSentences } from '../../../knowledge/answers/split-sentences.ts';
import { claimsOf } from '../../../knowledge/answers/study-claims.ts';
import { asksFigure, givesFigure } from '../../../knowledge/answers/study-evidence.ts';
import { studyTopics } from '../../../knowledge/answers/study-topics.ts';
import { understandQuestion } from '../../../knowledge/answers/understand-question.ts';
import { fold } from '../../../knowledge/text/fold.ts';
import { projectRoot, readProjectFile } from '../../support/project-files.ts';

const folder = 'knowledge/content/study';
const files = readdirSync(join(projectRoot, folder)).filter((name) => name.endsWith('.md'));
const sources = new Map(
  files.map((name) => {
    const text = readProjectFile(`${folder}/${name}`);
    const headings = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]!);
    const english = splitSentences(text.split('## English summary\n')[1] ?? '').map((one) => one.text);
    return [/^id: "(.+)"$/m.exec(text)?.[1] ?? name, { headings, english }] as const;
  }),
);

describe('a topic of the study', () => {
  it.each(studyTopics.map((topic) => [topic.source, topic] as const))('%s is written there', (id, topic) => {
    const source = sources.get(id);
    expect(source).toBeDefined();
    const { sections, english } = topic;
    if (sections) expect(source!.headings.some((one) => sections.test(fold(one)))).toBe(true);
    if (english) expect(source!.english.some((one) => english.test(one))).toBe(true);
  });

  const first = (question: string) =>
    studyTopics.find(({ asked }) => asked.every((word) => word.test(fold(question))));

  it.each([
    ['研究給了哪六項建議', 'study-recommendations'],
    ['What did the study recommend overall?', 'study-recommendations'],
    ['研究建議怎麼把關徽章品質', 'study-rec-badge-governance'],
    ['比利時徽章想解決什麼', 'study-badges-belgium'],
    ['Why PKI rather than blockchain for badges?', 'study-badge-interviews'],
    ['徽章的弱點', 'study-badge-swot'],
    ['Singapore competency framework roles', 'study-country-comparison'],
    ['各國的徽章計畫對象是誰', 'study-badges-france'],
    ['What methods did the study use?', 'study-research-design'],
    ['AI職能要併進原架構還是獨立，研究怎麼建議', 'study-literature'],
    ['文獻回顧參考了哪些國家', 'study-literature'],
    ['受訪者覺得徽章最關鍵的是什麼', 'study-badge-interviews'],
  ])('%s is answered by %s', (question, source) => {
    expect(first(question)?.source).toBe(source);
  });

  it.each(['知識庫裡有哪些案例', '日本的聊天機器人用得如何', '法國的 Albert 失敗了嗎', '計畫主持人的電話'])(
    '%s is none',
    (question) => {
      expect(first(question)).toBeUndefined();
    },
  );
});

describe('terms asked', () => {
  const terms = (question: string) => askedTerms(fold(question)).map((one) => one.terms.join('|'));

  it.each([
    ['什麼是深偽？', '深偽'],
    ['PIA 中文叫什麼？要做什麼', 'pia'],
    ['誤判跟漏判差在哪', '誤判|漏判'],
    ['What is the difference between precision and recall?', 'precision|recall'],
    ['Is red teaming the same as a penetration test?', 'red teaming|penetration test'],
    ['What does "model drift" mean for an agency?', 'model drift'],
    ['How do you say algorithm register in Chinese?', 'algorithm register'],
    ['請解釋一下零信任', '零信任'],
  ])('%s → %s', (question, wanted) => {
    expect(terms(question)).toContain(wanted);
  });

  it.each([
    ['RAG 白話解釋', 'rag'],
    ['混淆矩陣看不懂，白話一點', '混淆矩陣'],
    ['Explain hallucination in one sentence', 'hallucination'],
    ['what does guardrail mean for AI?', 'guardrail'],
    ['零信任是誰都不能信的意思嗎', '零信任'],
    ['MFA要怎麼翻譯', 'mfa'],
  ])('%s → %s, however it is asked', (question, wanted) => {
    const asked = askedTerms(fold(question)).filter(({ alone }) => !alone);
    expect(asked.map((one) => one.terms.join('|'))).toContain(wanted);
  });

  it('tells a term alone from one whose meaning is asked', () => {
    expect(askedTerms('過擬合')).toEqual([{ terms: ['過擬合'], alone: true }]);
    expect(askedTerms(fold('Robodebt 為什麼失敗')).every(({ alone }) => alone)).toBe(true);
  });

  it('asks for no part of a long phrase in parentheses', () => {
    expect(
      terms('What is the task value of system development (系統開發) for the planning cluster?'),
    ).not.toContain('系統開發');
  });
});

describe('a figure of the study', () => {
  const question = async (text: string) => understandQuestion(text);
  const passage = { section: '成果', source: { title: '日本數位廳' } } as HeldPassage;
  const sentence = (text: string) => ({ text, passage, prepared: prepareText(text) }) as HeldSentence;

  it('is asked for by a number, not by what a list gives', async () => {
    expect(asksFigure(await question('領航主管培訓要幾小時'))).toBe(true);
    expect(asksFigure(await question('徽章有幾項優勢'))).toBe(false);
    expect(asksFigure(await question('審核委員會有幾個委員'))).toBe(true);
    expect(asksFigure(await question('英國資訊人員的平均分數'))).toBe(true);
  });

  it('is given by a quantity of its kind, said of what is counted', async () => {
    const about = sentence('至2024年約有2000名的參與者。');
    expect(givesFigure(await question('日本有多少人參加'), about)).toBe(true);
    expect(givesFigure(await question('日本的培訓要幾小時'), about)).toBe(false);
    expect(givesFigure(await question('日本花了多少錢'), about)).toBe(false);
  });
});

describe('claims of a note of ours', () => {
  function sentencesOf(text: string): HeldSentence[] {
    const passage = { id: 'p', text } as HeldPassage;
    return splitSentences(text).map((one) => ({ ...one, passage }) as HeldSentence);
  }

  it('cites the paragraph whole', () => {
    const text = '（本庫註）甲是一。乙是二。（本庫推論，未經研究作者確認）';
    expect(claimsOf(sentencesOf(text).slice(1, 2))).toEqual([{ text, passageIds: ['p'] }]);
  });

  it('keeps the reservation with the sentence before it, and never alone', () => {
    const sentences = sentencesOf('甲是一。（本庫推論，未經研究作者確認）');
    expect(claimsOf(sentences).map(({ text }) => text)).toEqual(['甲是一。（本庫推論，未經研究作者確認）']);
    expect(claimsOf(sentences.slice(1))).toEqual([]);
  });
});
