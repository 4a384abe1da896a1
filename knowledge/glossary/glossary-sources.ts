import type { GlossaryTerm } from './schema.ts';
import { glossaryDomains } from './schema.ts';

export type GlossaryPassage = { section: string[]; text: string; language: 'zh-TW' | 'en' };

export type GlossarySource = {
  externalId: string;
  kind: 'glossary';
  title: string;
  titleEn: string;
  language: 'zh-TW';
  url: null;
  visibility: 'public';
  reviewedOn: string;
  passages: GlossaryPassage[];
};

/** The day an editor last read the whole glossary; raise it with every review. */
const reviewedOn = '2026-11-24';

/** Each term as a source with one passage per language, so that an answer can cite a definition. */
export function glossarySources(terms: readonly GlossaryTerm[]): GlossarySource[] {
  return terms.map((term) => ({
    externalId: `glossary-${term.id}`,
    kind: 'glossary',
    title: term.zh,
    titleEn: term.en,
    language: 'zh-TW',
    url: null,
    visibility: 'public',
    reviewedOn,
    passages: [chinesePassage(term), englishPassage(term)],
  }));
}

function chinesePassage(term: GlossaryTerm): GlossaryPassage {
  const also = term.synonymsZh.length > 0 ? `又稱${term.synonymsZh.join('、')}。` : '';
  const text = `${term.zh}（${term.en}）：${term.definition['zh-TW']}${also}${term.note ?? ''}`;
  return { section: ['名詞', glossaryDomains[term.domain]['zh-TW']], text, language: 'zh-TW' };
}

function englishPassage(term: GlossaryTerm): GlossaryPassage {
  const also = term.synonymsEn.length > 0 ? ` Also: ${term.synonymsEn.join(', ')}.` : '';
  const text = `${term.en} (${term.zh}): ${term.definition.en}${also}`;
  return { section: ['Glossary', glossaryDomains[term.domain].en], text, language: 'en' };
}
