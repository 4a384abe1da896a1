import type { Language } from '../../core/language.ts';
import type { BadgeRow } from '../definitions/queries.ts';
import type { BadgeRecord } from '../definitions/schema.ts';
import {
  badgeUrl,
  credentialContexts,
  credentialUrl,
  issuerUrl,
  statusListUrl,
} from '../issuers/addresses.ts';
import { profileOf, sandboxMark } from '../issuers/publish-keys.ts';
import type { Issuer } from '../issuers/queries.ts';
import { shown } from '../issuers/schema.ts';
import type { StatusPlace } from '../status/take-index.ts';
import type { IdentityObject } from './recipient.ts';
import type { CredentialRequest } from './schema.ts';
import { isoSeconds, type Validity } from './times.ts';

const frameworkName = {
  'zh-TW': '公部門資訊人員職能框架 2025',
  en: 'Public-sector IT staff competency framework 2025',
};
const levelNames = {
  basic: { 'zh-TW': '基層', en: 'basic' },
  mid: { 'zh-TW': '中階', en: 'mid' },
  senior: { 'zh-TW': '高階', en: 'senior' },
};
const words = {
  'zh-TW': { course: '課程', hours: '小時', assessment: '評量方式', level: '層級', proficiency: '熟練度' },
  en: {
    course: 'Course',
    hours: 'hours',
    assessment: 'Assessment',
    level: 'Level',
    proficiency: 'Proficiency',
  },
};

function alignmentOf(issuer: Issuer, one: BadgeRecord['competencies'][number], language: Language) {
  const word = words[language];
  const colon = language === 'en' ? ': ' : '：';
  const query = new URLSearchParams({ level: one.level, competency: one.competency });
  return {
    type: ['Alignment'],
    targetName: one.competency,
    targetUrl: `${issuer.baseUrl}/framework?${query}`,
    targetFramework: frameworkName[language],
    targetCode: `${one.level}/${one.competency}/${one.proficiency}`,
    targetDescription: `${word.level}${colon}${levelNames[one.level][language]}${language === 'en' ? '; ' : '；'}${word.proficiency}${colon}${one.proficiency}/5`,
    targetType: 'ceasn:Competency',
  };
}

/** Criteria, course and assessment as one text: what an employer reads. */
function narrativeOf(record: BadgeRecord, language: Language): string {
  const word = words[language];
  const { course } = record;
  return language === 'en'
    ? `${shown(record.criteria, language)}\n\n${word.course}: ${course.title} (${course.hours} ${word.hours})\n${word.assessment}: ${record.assessment}`
    : `${shown(record.criteria, language)}\n\n${word.course}：${course.title}（${course.hours} ${word.hours}）\n${word.assessment}：${record.assessment}`;
}

function achievementOf(badge: BadgeRow, issuer: Issuer, request: CredentialRequest, name: string) {
  const { record } = badge;
  const { language, results } = request;
  const id = badgeUrl(issuer, badge.id);
  return {
    id,
    type: ['Achievement'],
    achievementType: 'Badge',
    name,
    description: shown(record.description, language),
    criteria: { narrative: narrativeOf(record, language) },
    creator: { id: issuerUrl(issuer), type: ['Profile'] },
    image: { id: `${id}/image.png`, type: 'Image' },
    inLanguage: language,
    version: String(badge.version),
    alignment: record.competencies.map((one) => alignmentOf(issuer, one, language)),
    ...(results.length > 0 && {
      resultDescription: results.map((result, index) => ({
        id: `${id}#result-${index + 1}`,
        type: ['ResultDescription'],
        name: result.name,
        resultType: 'Result',
      })),
    }),
  };
}

export interface CredentialParts {
  readonly id: string;
  readonly subject: string;
  readonly identities: readonly IdentityObject[];
  readonly badge: BadgeRow;
  readonly issuer: Issuer;
  readonly request: CredentialRequest;
  readonly validity: Validity;
  readonly place: StatusPlace;
}

/**
 * The badge as both signed forms carry it.
 * @see Open Badges 3.0, AchievementCredential; plain strings, one language for each credential
 */
export function buildCredential(parts: CredentialParts): Record<string, unknown> {
  const { badge, issuer, request, validity, place } = parts;
  const { language } = request;
  const url = credentialUrl(issuer, parts.id);
  const list = statusListUrl(issuer, place.listId);
  const name = shown(badge.record.name, language) + (issuer.sandbox ? sandboxMark[language] : '');
  return {
    '@context': credentialContexts,
    id: url,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: profileOf(issuer, language),
    validFrom: isoSeconds(validity.from),
    ...(validity.until && { validUntil: isoSeconds(validity.until) }),
    name,
    credentialSubject: {
      id: parts.subject,
      type: ['AchievementSubject'],
      identifier: parts.identities,
      image: { id: `${url}.png`, type: 'Image' },
      achievement: achievementOf(badge, issuer, request, name),
      ...(request.results.length > 0 && {
        result: request.results.map((result, index) => ({
          type: ['Result'],
          resultDescription: `${badgeUrl(issuer, badge.id)}#result-${index + 1}`,
          value: result.value,
        })),
      }),
    },
    ...(request.evidence.length > 0 && {
      evidence: request.evidence.map((one) => ({
        ...(one.url && { id: one.url }),
        type: ['Evidence'],
        name: one.name,
        ...(one.narrative && { narrative: one.narrative }),
      })),
    }),
    credentialStatus: {
      id: `${list}#${place.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(place.index),
      statusListCredential: list,
    },
  };
}
