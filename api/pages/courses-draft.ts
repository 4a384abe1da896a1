import { checkLabels } from '../../knowledge/courses/labels.ts';
import type { CourseParts, StudyPart } from '../../knowledge/courses/schema.ts';
import type { FullCourse } from './courses-parts.tsx';

/** The fields of the form by name; a field given several times is its last. */
export type Fields = Readonly<Record<string, string>>;

const rowsTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);
/** As many as a module may have; the form shows those in use and some empty ones. */
export const developRows = rowsTo(20);
export const readingRows = rowsTo(10);
/** What the form does not ask for and hands on unchanged. */
export const keptFields = ['badge', 'badgeProposal', 'badgeProposalEn', 'track', 'unit'] as const;
const levelIds = ['basic', 'mid', 'senior'] as const;
export const clusterIds = ['hw', 'sys', 'pm', 'mix', 'non'] as const;
export const checkKinds = Object.keys(checkLabels) as CourseParts['check']['kind'][];
export const studyPartIds: readonly StudyPart[] = ['situation', 'decision', 'happened', 'questions'];

/** The form as the capability takes it; what was left empty is left out, English takes the Chinese. */
export function draftOf(fields: Fields): Record<string, unknown> {
  const value = (name: string) => fields[name]?.trim() || undefined;
  const number = (name: string) => (value(name) === undefined ? undefined : Number(value(name)));
  const both = (zh: string, en: string) => ({ 'zh-TW': value(zh) ?? '', en: value(en) ?? value(zh) ?? '' });
  const optional = (name: string, zh: string, en: string) => (value(zh) ? { [name]: both(zh, en) } : {});
  const chosen = (ids: readonly string[], prefix: string) => ids.filter((id) => value(`${prefix}-${id}`));
  const study = studyPartIds.flatMap((part) => {
    const text = value(`study-${part}`);
    const passages = (value(`passages-${part}`) ?? '').split(' ').filter(Boolean);
    return text ? [{ part, text, passages }] : [];
  });
  return {
    title: both('title', 'titleEn'),
    aim: both('aim', 'aimEn'),
    levels: chosen(levelIds, 'level'),
    clusters: chosen(clusterIds, 'cluster'),
    develops: developRows.flatMap((row) => {
      const competency = value(`competency${row}`);
      if (!competency) return [];
      const at = { level: value(`at${row}`), from: number(`from${row}`), to: number(`to${row}`) };
      return [{ competency, ...at }];
    }),
    prerequisites: (value('prerequisites') ?? '').split(/[\s,;]+/).filter(Boolean),
    parts: {
      ...(value('session') && {
        session: { text: both('session', 'sessionEn'), minutes: number('sessionMinutes') },
      }),
      readings: readingRows.flatMap((row) => {
        const caseId = value(`case${row}`);
        if (!caseId) return [];
        return [{ caseId, minutes: number(`caseMinutes${row}`), why: both(`why${row}`, `whyEn${row}`) }];
      }),
      task: { text: both('task', 'taskEn'), minutes: number('taskMinutes') },
      check: {
        kind: value('checkKind'),
        text: both('check', 'checkEn'),
        minutes: number('checkMinutes'),
        ...optional('passes', 'passes', 'passesEn'),
        ...optional('fails', 'fails', 'failsEn'),
      },
    },
    ...(value('caseId') && study.length > 0 && { caseStudy: { caseId: value('caseId'), parts: study } }),
    ...(value('badge') && { badge: value('badge') }),
    ...optional('badgeProposal', 'badgeProposal', 'badgeProposalEn'),
    ...(value('track') && { track: value('track') }),
    ...(value('unit') && { unit: number('unit') }),
    ...(value('visibility') && { visibility: value('visibility') }),
  };
}

/** A draft as the fields of the form. */
export function fieldsOf(draft: NonNullable<FullCourse['written']>['draft']): Fields {
  const { parts, caseStudy } = draft;
  const both = (name: string, text?: { 'zh-TW': string; en: string }) =>
    text ? { [name]: text['zh-TW'], [`${name}En`]: text.en === text['zh-TW'] ? '' : text.en } : {};
  return {
    ...both('title', draft.title),
    ...both('aim', draft.aim),
    ...Object.fromEntries(draft.levels.map((id) => [`level-${id}`, 'yes'])),
    ...Object.fromEntries((draft.clusters ?? []).map((id) => [`cluster-${id}`, 'yes'])),
    ...Object.assign(
      {},
      ...draft.develops.map(({ competency, level, from, to }, index) => ({
        [`competency${index + 1}`]: competency,
        [`at${index + 1}`]: level,
        [`from${index + 1}`]: String(from),
        [`to${index + 1}`]: String(to),
      })),
    ),
    prerequisites: (draft.prerequisites ?? []).join('\n'),
    ...both('session', parts.session?.text),
    ...(parts.session && { sessionMinutes: String(parts.session.minutes) }),
    ...Object.assign(
      {},
      ...parts.readings.map(({ caseId, minutes, why }, index) => ({
        [`case${index + 1}`]: caseId,
        [`caseMinutes${index + 1}`]: String(minutes),
        [`why${index + 1}`]: why['zh-TW'],
        [`whyEn${index + 1}`]: why.en === why['zh-TW'] ? '' : why.en,
      })),
    ),
    ...both('task', parts.task.text),
    taskMinutes: String(parts.task.minutes),
    checkKind: parts.check.kind,
    ...both('check', parts.check.text),
    checkMinutes: String(parts.check.minutes),
    ...both('passes', parts.check.passes),
    ...both('fails', parts.check.fails),
    ...(caseStudy && { caseId: caseStudy.caseId }),
    ...Object.assign(
      {},
      ...(caseStudy?.parts ?? []).map(({ part, text, passages }) => ({
        [`study-${part}`]: text,
        [`passages-${part}`]: passages.join(' '),
      })),
    ),
    ...(draft.badge && { badge: draft.badge }),
    ...both('badgeProposal', draft.badgeProposal),
    ...(draft.track && { track: draft.track }),
    ...(draft.unit && { unit: String(draft.unit) }),
    ...(draft.visibility && { visibility: draft.visibility }),
  };
}
