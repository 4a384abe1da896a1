import type { Language, Text } from '../../core/language.ts';
import { findPersonalData } from './find-personal-data.ts';
import type { PersonalDataKind, PersonalDataSpan } from './schema.ts';

/** How each kind is called, on pages and in its mask. */
export const personalDataLabels: Readonly<Record<PersonalDataKind, Text>> = {
  national_id: { 'zh-TW': '身分證或居留證號', en: 'national or resident number' },
  company_number: { 'zh-TW': '統一編號', en: 'company number' },
  phone: { 'zh-TW': '電話', en: 'phone number' },
  email: { 'zh-TW': '電子郵件', en: 'e-mail address' },
  name: { 'zh-TW': '姓名', en: 'name' },
};

/**
 * Why an organisation's number goes as well: that of a sole trader or a practice leads by public registers to one
 * person, nothing in a case needs it, and the organisation can be named by its name.
 */
export const companyNumberReason: Text = {
  'zh-TW': '統一編號也會遮蔽：獨資商號或事務所的號碼可循公開登記查到個人，而案例寫機關或廠商名稱即可。',
  en: 'Company numbers are masked too: one of a sole trader leads to a person through public registers, and a name says enough in a case.',
};

const masks: Readonly<Record<Language, (label: string) => string>> = {
  'zh-TW': (label) => `〔${label}已遮蔽〕`,
  en: (label) => `[${label} removed]`,
};

export interface MaskedText {
  readonly text: string;
  /** What was taken out, by its place in the text given. */
  readonly masked: readonly PersonalDataSpan[];
  /** What may be a name, by its place in the masked text, for the author to decide on. */
  readonly marked: readonly PersonalDataSpan[];
}

/** A text without the personal data that is certain; masking it again changes nothing. */
export function maskPersonalData(text: string): MaskedText {
  const masked = findPersonalData(text).filter(({ certain }) => certain);
  const language = /\p{Script=Han}/u.test(text) ? 'zh-TW' : 'en';
  let out = '';
  let from = 0;
  for (const span of masked) {
    out += text.slice(from, span.start) + masks[language](personalDataLabels[span.kind][language]);
    from = span.end;
  }
  out += text.slice(from);
  return { text: out, masked, marked: findPersonalData(out).filter(({ certain }) => !certain) };
}
