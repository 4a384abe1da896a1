import { prepareIssuers } from '../../../badges/issuers/prepare-issuers.ts';
import type { Bank } from '../../../core/context.ts';
import { draft } from '../../badges/support.ts';
import { openHttp } from '../../support/http.ts';
import { createPerson } from '../../support/people.ts';

type Input = Record<string, unknown>;
type Ids = Record<string, string>;

/** Routes that read their body themselves, beside those of the list. */
export const badgeTargets = [
  { name: 'issue-badge', method: 'POST', path: '/badges/{id}/credentials' },
  { name: 'verify-badge', method: 'POST', path: '/credentials/verify' },
  { name: 'import-badge', method: 'POST', path: '/me/credentials' },
];

/** An issuer, the people of badges, and a badge in each state that matters. */
export async function prepareBadges(bank: Bank, tokens: Ids, ids: Ids): Promise<void> {
  await prepareIssuers(bank, 'https://badges.gov.example');
  const http = openHttp(bank);
  for (const role of ['pilot_leader', 'issuer'] as const)
    tokens[role] = (await createPerson(bank, { roles: [role] })).token;
  const reviewers = [tokens.reviewer!, (await createPerson(bank, { roles: ['reviewer'] })).token];
  for (const state of ['badgeDraft', 'badgeInReview', 'badgeApproved']) {
    const { id } = (await http.api('POST', '/badges', { token: tokens.pilot_leader, json: draft })).json;
    ids[state] = id;
    if (state === 'badgeDraft') continue;
    await http.api('POST', `/badges/${id}/submit`, { token: tokens.pilot_leader });
    if (state === 'badgeApproved')
      for (const token of reviewers)
        await http.api('POST', `/badges/${id}/reviews`, { token, json: { decision: 'approve' } });
  }
}

const issuer = (id: string) => ({
  id,
  agency: 'a',
  showNames: true,
  name: { 'zh-TW': '單位', en: 'Unit' },
  description: { 'zh-TW': '說明' },
  url: 'https://unit.example',
  email: 'unit@example.org',
});

/** For each badge capability: who calls it, and an input it takes. */
export function badgeInputs(ids: Ids): Record<string, { as?: string; input: () => Input }> {
  const cursor = 'badge_x';
  return {
    'list-badges': {
      as: 'reviewer',
      input: () => ({
        state: 'in_review',
        competency: 'AI素養',
        issuer: 'hub',
        mine: 'true',
        limit: 3,
        cursor,
      }),
    },
    'get-badge': { as: 'pilot_leader', input: () => ({ id: ids.badgeDraft }) },
    'list-badge-versions': { as: 'reviewer', input: () => ({ id: ids.badgeInReview }) },
    'propose-badge': { as: 'pilot_leader', input: () => ({ ...draft, issuer: 'hub' }) },
    'update-badge': { as: 'pilot_leader', input: () => ({ ...draft, id: ids.badgeDraft }) },
    'submit-badge': { as: 'pilot_leader', input: () => ({ id: ids.badgeApproved }) },
    'review-badge': {
      as: 'reviewer',
      input: () => ({
        id: ids.badgeInReview,
        decision: 'return',
        comment: '請補',
        checklist: { record: true, hours: false },
      }),
    },
    'retire-badge': { as: 'issuer', input: () => ({ id: ids.badgeDraft, reason: '停辦' }) },
    'list-badge-reviews': { as: 'reviewer', input: () => ({}) },
    'issue-badge': {
      as: 'issuer',
      input: () => ({
        id: ids.badgeApproved,
        recipient: { email: 'holder@example.org', name: '王小明' },
        evidence: [{ name: '報告', narrative: '說明', url: 'https://example.org/a' }],
        results: [{ name: '總分', value: '82' }],
        language: 'zh-TW',
        validFrom: '2026-01-01T00:00:00Z',
        validUntil: '2027-01-01T00:00:00Z',
      }),
    },
    'verify-badge': { input: () => ({ credential: 'a.b.c', recipient: { email: 'holder@example.org' } }) },
    'list-credentials': { as: 'issuer', input: () => ({ since: '2026-01-01', limit: 3, cursor: 'x' }) },
    'get-credential': { input: () => ({ id: 'credential_x' }) },
    'revoke-badge': { as: 'issuer', input: () => ({ id: 'credential_x', reason: '誤' }) },
    'list-own-credentials': { as: 'staff', input: () => ({}) },
    'import-badge': {
      as: 'staff',
      input: () => ({ credential: 'a.b.c', recipient: { email: 'holder@example.org' } }),
    },
    'check-imported-badge': { as: 'staff', input: () => ({ id: 'imported_x' }) },
    'delete-imported-badge': { as: 'staff', input: () => ({ id: 'imported_x' }) },
    'list-issuers': { input: () => ({}) },
    'create-issuer': { as: 'admin', input: () => ({ ...issuer('hub'), sandbox: true }) },
    'update-issuer': { as: 'admin', input: () => issuer('nobody') },
    'rotate-issuer-keys': { as: 'admin', input: () => ({ id: 'nobody' }) },
    'report-compromised-key': {
      as: 'admin',
      input: () => ({ id: 'hub', thumbprint: 'x'.repeat(43), since: '2026-01-01T00:00:00Z', reason: '外洩' }),
    },
    'list-trusted-issuers': { as: 'admin', input: () => ({}) },
    'trust-issuer': {
      as: 'admin',
      input: () => ({
        id: 'https://other.example/issuers/1',
        name: '別的單位',
        keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }],
      }),
    },
    'distrust-issuer': { as: 'admin', input: () => ({ id: 'https://nobody.example/1' }) },
  };
}
