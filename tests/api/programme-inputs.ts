import type { Bank } from '../../core/context.ts';
import { starterSources } from '../../knowledge/courses/course-source.ts';
import { loadCourses } from '../../knowledge/courses/load-courses.ts';
import { saveSources } from '../../knowledge/sources/save-source.ts';
import type { TestHttp } from '../support/http.ts';
import { createPerson } from '../support/people.ts';

type Inputs = Record<string, { as?: string; input: () => Record<string, unknown> }>;

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const time = (days: number, hour: number) => `${day(days)}T${hour}:00:00+08:00`;

const call = () => ({
  title: { 'zh-TW': '推薦公告', en: 'A call' },
  about: { 'zh-TW': '說明', en: 'About' },
  criteria: [{ id: 'project', text: { 'zh-TW': '專案', en: 'Project' } }],
  rule: { quorum: 2, passMean: 3, minCriterion: 2, places: 3 },
  opensOn: day(-2),
  closesOn: day(20),
});
const record = () => ({
  agency: 'moda',
  reason: '理由',
  project: { title: '專案', summary: '說明' },
  consent: { supervisor: '陳處長', position: '處長', givenOn: day(-3) },
});
const cohort = () => ({ name: '梯次', about: '說明', startsOn: day(1), endsOn: day(90) });
const gathering = () => ({
  title: '聚會',
  about: '說明',
  place: '會議室',
  url: 'https://example.org/call',
  agenda: [{ minutes: 30, topic: '分享' }],
  startsAt: time(10, 10),
  endsAt: time(10, 12),
  capacity: 20,
});

/** A call with a nomination, a cohort with a track, a gathering and a comment, for the inputs below to act on. */
export async function prepareProgramme(
  bank: Bank,
  http: TestHttp,
  tokens: Record<string, string>,
  ids: Record<string, string>,
): Promise<void> {
  tokens.organiser = (await createPerson(bank, { roles: ['reviewer'], person: 'programme-organiser' })).token;
  tokens.nominee = (await createPerson(bank, { roles: ['staff'], person: 'programme-nominee' })).token;
  const tracks = loadCourses().filter(({ track }) => track !== undefined);
  await bank.store.system.transaction((tx) =>
    saveSources(tx, starterSources(tracks), { origin: 'content', now: bank.now() }),
  );
  const post = async (token: string | undefined, path: string, json: unknown = {}) =>
    (await http.api('POST', path, { token, json })).json;
  ids.draftCall = (await post(tokens.organiser, '/calls', call())).id;
  ids.call = (await post(tokens.organiser, '/calls', call())).id;
  await post(tokens.organiser, `/calls/${ids.call}/publish`);
  ids.nomination = (await post(tokens.nominee, '/nominations', { ...record(), callId: ids.call })).id;
  ids.cohort = (await post(tokens.organiser, '/cohorts', cohort())).id;
  await post(tokens.organiser, `/cohorts/${ids.cohort}/track`, { track: 'managers-mid' });
  ids.gathering = (await post(tokens.organiser, '/events', gathering())).id;
  ids.comment = (await post(tokens.nominee, `/cases/${ids.published}/comments`, { text: '留言' })).id;
}

const organiser = (input: () => Record<string, unknown>) => ({ as: 'organiser', input });
const nominee = (input: () => Record<string, unknown>) => ({ as: 'nominee', input });

const calls = (ids: Record<string, string>): Inputs => ({
  'list-calls': organiser(() => ({})),
  'get-call': organiser(() => ({ id: ids.call })),
  'create-call': organiser(call),
  'update-call': organiser(() => ({ id: ids.draftCall, ...call() })),
  'publish-call': organiser(() => ({ id: 'call_none' })),
  'join-panel': organiser(() => ({ id: ids.call })),
  'leave-panel': organiser(() => ({ id: ids.call })),
  'decide-call': organiser(() => ({ id: ids.call })),
  'list-judging': organiser(() => ({ id: ids.call })),
});

const nominations = (ids: Record<string, string>): Inputs => ({
  'list-nominations': nominee(() => ({ callId: ids.call })),
  'get-nomination': nominee(() => ({ id: ids.nomination })),
  nominate: nominee(() => ({ ...record(), callId: ids.call, nominee: { name: '吳小姐' } })),
  'update-nomination': nominee(() => ({ ...record(), id: ids.nomination })),
  'accept-nomination': nominee(() => ({ id: ids.nomination })),
  'accept-invitation': nominee(() => ({ code: 'x'.repeat(52) })),
  'withdraw-nomination': nominee(() => ({ id: 'nomination_none' })),
  'score-nomination': organiser(() => ({
    id: ids.nomination,
    scores: [{ criterion: 'project', score: 4, comment: '理由' }],
  })),
  'recuse-from-nomination': organiser(() => ({ id: ids.nomination, reason: '曾共事' })),
});

const cohorts = (ids: Record<string, string>): Inputs => ({
  'list-cohorts': organiser(() => ({})),
  'get-cohort': organiser(() => ({ id: ids.cohort })),
  'create-cohort': organiser(() => ({ ...cohort(), callId: ids.call })),
  'update-cohort': organiser(() => ({ ...cohort(), id: ids.cohort })),
  'close-cohort': organiser(() => ({ id: 'cohort_none' })),
  'add-cohort-members': organiser(() => ({ id: ids.cohort, nominationIds: ['nomination_none'] })),
  'remove-cohort-member': organiser(() => ({ id: ids.cohort, personId: 'person_none' })),
  'leave-cohort': organiser(() => ({ id: ids.cohort })),
  'share-progress': organiser(() => ({ id: ids.cohort, shares: true })),
  'assign-track': organiser(() => ({
    id: ids.cohort,
    track: 'managers-mid',
    units: [{ courseId: 'managers-mid-1-decide', dueOn: day(9) }],
  })),
  'sign-unit': organiser(() => ({ id: ids.cohort, completionId: 'x', decision: 'confirm', comment: '好' })),
  'save-project': organiser(() => ({ id: ids.cohort, title: '專案', summary: '說明' })),
  'hand-in-gate': organiser(() => ({
    id: ids.cohort,
    gate: 'scope',
    evidence: '佐證',
    url: 'https://example.org/',
  })),
  'link-case': organiser(() => ({ id: ids.cohort, caseId: ids.draft })),
  'write-peer-review': organiser(() => ({
    id: ids.cohort,
    caseId: ids.published,
    strengths: '好',
    questions: '問',
  })),
  'list-waiting-gates': organiser(() => ({})),
  'decide-gate': organiser(() => ({
    projectId: 'project_x',
    gate: 'scope',
    decision: 'sign',
    comment: '好',
  })),
});

const gatherings = (ids: Record<string, string>): Inputs => ({
  'list-gatherings': nominee(() => ({ limit: 3, cursor: 'gathering_x', past: 'true', cohortId: ids.cohort })),
  'create-gathering': organiser(() => ({ ...gathering(), visibility: 'government' })),
  'get-gathering': nominee(() => ({ id: ids.gathering })),
  'update-gathering': organiser(() => ({ ...gathering(), id: ids.gathering })),
  'get-calendar-file': nominee(() => ({ id: ids.gathering, origin: 'https://example.org' })),
  'cancel-gathering': organiser(() => ({ id: 'gathering_none' })),
  'sign-up': nominee(() => ({ id: ids.gathering })),
  'cancel-sign-up': nominee(() => ({ id: ids.gathering })),
  'write-notes': organiser(() => ({ id: ids.gathering, notes: '紀錄' })),
  'draft-case-from-notes': nominee(() => ({ id: ids.gathering, title: '案例', agency: 'moda' })),
  'ask-from-notes': nominee(() => ({ id: ids.gathering, question: '誰來停用？' })),
});

const comments = (ids: Record<string, string>): Inputs => ({
  'list-comments': { input: () => ({ id: 'doc', limit: 3, cursor: 'comment_x' }) },
  'add-comment': nominee(() => ({ id: ids.published, text: '留言' })),
  'edit-comment': nominee(() => ({ id: ids.comment, text: '改過' })),
  'delete-comment': nominee(() => ({ id: 'comment_none' })),
  'report-comment': organiser(() => ({ id: ids.comment, reason: '離題' })),
  'hide-comment': organiser(() => ({ id: ids.comment, hidden: true, reason: '離題' })),
  'list-reported-comments': organiser(() => ({})),
  'give-thanks': nominee(() => ({ id: ids.published })),
  'take-thanks-back': nominee(() => ({ id: ids.published })),
});

/** Good inputs of everything in the programme of AI pilot leaders, and of what people say on cases. */
export const programmeInputs = (ids: Record<string, string>): Inputs => ({
  ...calls(ids),
  ...nominations(ids),
  ...cohorts(ids),
  ...gatherings(ids),
  ...comments(ids),
});
