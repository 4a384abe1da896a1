import type { Language } from '../../core/language.ts';
import { sectionHeadings } from '../../knowledge/cases/case-source.ts';
import type { TextDraft } from '../../knowledge/cases/draft-from-text.ts';
import {
  aiTypeLabels,
  governmentLevelLabels,
  outcomeLabels,
  stageLabels,
} from '../../knowledge/cases/labels.ts';
import { fold } from '../../knowledge/text/fold.ts';
import type { BotForm, FormField, FormValues } from './command.ts';

type Labels = Readonly<Record<string, Readonly<Record<Language, string>>>>;

interface DraftField {
  readonly field: string;
  readonly name: Readonly<Record<Language, string>>;
  /** Present when only certain values are allowed; typed as id or as either label. */
  readonly values?: Labels;
}

/** The fields a draft cannot do without, in the order of the `|` form. */
const fields: readonly DraftField[] = [
  { field: 'title', name: { 'zh-TW': '標題', en: 'title' } },
  { field: 'agency', name: { 'zh-TW': '機關', en: 'agency' } },
  {
    field: 'governmentLevel',
    name: { 'zh-TW': '政府層級', en: 'government' },
    values: governmentLevelLabels,
  },
  { field: 'sector', name: { 'zh-TW': '領域', en: 'sector' } },
  { field: 'aiType', name: { 'zh-TW': 'AI 類型', en: 'AI type' }, values: aiTypeLabels },
  { field: 'stage', name: { 'zh-TW': '階段', en: 'stage' }, values: stageLabels },
  { field: 'outcome', name: { 'zh-TW': '結果', en: 'outcome' }, values: outcomeLabels },
  { field: 'approach', name: { 'zh-TW': '導入作法', en: 'what was done' } },
];

function idOf(value: string, values: Labels | undefined): string {
  if (!values) return value;
  const typed = fold(value);
  const found = Object.entries(values).find(([id, label]) =>
    [id, label['zh-TW'], label.en].some((known) => fold(known) === typed),
  );
  return found?.[0] ?? value;
}

/** A draft from `標題 | 機關 | …`; undefined when the parts are too few or too many to tell which is which. */
export function readForm(text: string): Record<string, unknown> | undefined {
  const parts = text.split(/[|｜]/u).map((part) => part.trim());
  if (parts.length !== fields.length) return undefined;
  const { approach, ...facts } = Object.fromEntries(
    fields.map(({ field, values }, index) => [field, idOf(parts[index] ?? '', values)]),
  );
  return { ...facts, sections: { approach } };
}

function line({ name, values }: DraftField, language: Language): string {
  const join = language === 'en' ? ', ' : '、';
  const allowed = values && Object.values(values).map((label) => label[language]);
  const after = allowed ? `${language === 'en' ? ': ' : '：'}${allowed.join(join)}` : '';
  return `- ${name[language]}${after}`;
}

const texts = {
  intro: {
    'zh-TW': '分享案例要先建立草稿，再由作者以外的人審核後發布。草稿需要：',
    en: 'A case starts as a draft and is published after somebody else reviewed it. A draft needs:',
  },
  how: {
    'zh-TW': '以 | 分隔打在一行，例如：',
    en: 'Type them in one line with | between them, for example:',
  },
  example: {
    'zh-TW':
      '/case share 便民櫃檯語音轉文字 | 某市民政局 | 市（含直轄市） | 民政 | 自然語言處理 | 試辦 | 進行中，成效待驗證 | 錄音經民眾同意後轉成逐字稿，由承辦人校對',
    en: '/case share Speech to text at the counter | A city office | city | civil affairs | natural language processing | pilot | mixed | Calls are transcribed with consent and checked by the clerk',
  },
  more: {
    'zh-TW':
      '背景、成效、風險、治理、經驗、提問、指標與來源用 `PUT /api/v1/cases/{id}` 補上（欄位見 [/openapi.json](/openapi.json)）。`/case mine` 看自己的案例。',
    en: 'Add background, results, risks, governance, lessons, questions, metrics and sources with `PUT /api/v1/cases/{id}` (fields: [/openapi.json](/openapi.json)). `/case mine` lists your cases.',
  },
  title: { 'zh-TW': '分享案例', en: 'Share a case' },
  says: {
    'zh-TW': '送出會建立一份草稿，送審之前只有您看得到。',
    en: 'Handing this in makes a draft that only you see until you submit it for review.',
  },
  submit: { 'zh-TW': '建立草稿', en: 'Make the draft' },
  sources: {
    'zh-TW': '來源網址，一行一個',
    en: 'Addresses of sources, one a line',
  },
};

/** What a draft needs and how to type it. */
export function explainForm(language: Language): string {
  const list = fields.map((field) => line(field, language));
  return [
    texts.intro[language],
    '',
    ...list,
    '',
    texts.how[language],
    '',
    `\`${texts.example[language]}\``,
    '',
    texts.more[language],
  ].join('\n');
}

const prose = Object.entries(sectionHeadings).map(([name, heading]) => ({
  name: `sections.${name}`,
  heading,
}));

const sectionNames: Readonly<Record<string, string>> = {
  background: 'Background',
  approach: 'What was done',
  results: 'Results',
  risks: 'Failures or risks',
  governance: 'Governance',
  lessons: 'What others can take from it',
  questions: 'Questions for managers',
};

const from = { 'zh-TW': '原文：', en: 'From: ' };
const mostHint = 150;

/** A drafted value beside the sentence it was read from. */
function drafted(draft: TextDraft | undefined, field: string, language: Language) {
  const one = draft?.facts[field as keyof TextDraft['facts']];
  if (!one) return {};
  return { value: one.value.slice(0, 200), hint: `${from[language]}${one.from[0] ?? ''}`.slice(0, mostHint) };
}

function factFields(language: Language, draft: TextDraft | undefined): FormField[] {
  return fields
    .filter(({ field }) => field !== 'approach')
    .map(({ field, name, values }) => ({
      name: field,
      label: name[language],
      kind: values ? 'choice' : 'text',
      required: true,
      maxLength: 200,
      ...drafted(draft, field, language),
      ...(values && {
        options: Object.entries(values).map(([value, label]) => ({ value, label: label[language] })),
      }),
    }));
}

/** The whole text stands in the background; what was read from it, in the other parts. */
function proseOf(name: string, text: string, draft: TextDraft | undefined): string {
  if (name === 'sections.background') return text;
  return draft?.sections[name.replace('sections.', '') as keyof TextDraft['sections']]?.value ?? '';
}

function proseFields(language: Language, text: string, draft: TextDraft | undefined): FormField[] {
  const filled = prose.map((one) => ({ ...one, value: proseOf(one.name, text, draft).slice(0, 3_000) }));
  return filled.map(({ name, heading, value }) => ({
    name,
    label: language === 'en' ? sectionNames[name.replace('sections.', '')]! : heading,
    kind: 'long',
    required: name === 'sections.approach',
    maxLength: 3_000,
    ...(value && { value }),
  }));
}

/**
 * The draft of a case asked for field by field; the text a person started from stands in its background.
 * @param draft what was read from that text
 */
export function shareForm(language: Language, text: string, draft?: TextDraft): BotForm {
  const t = (key: 'title' | 'says' | 'submit' | 'sources') => texts[key][language];
  const sources = { name: 'sources', label: t('sources'), kind: 'long', required: false, maxLength: 3_000 };
  return {
    command: 'case-share',
    title: t('title'),
    says: t('says'),
    submit: t('submit'),
    page: '/share',
    fields: [...factFields(language, draft), ...proseFields(language, text, draft), sources as FormField],
  };
}

/** The draft that a filled form means, still to be checked. */
export function draftOf(values: FormValues): Record<string, unknown> {
  const facts = fields.filter(({ field }) => field !== 'approach').map(({ field }) => [field, values[field]]);
  const sections = prose.map(({ name }) => [name.replace('sections.', ''), values[name] ?? '']);
  const urls = (values.sources ?? '').split(/\s+/).filter(Boolean);
  return {
    ...Object.fromEntries(facts),
    sections: Object.fromEntries(sections),
    sources: urls.map((url) => ({ url, title: url })),
  };
}
