import type { Actor } from '../../core/actor.ts';
import { callCapability } from '../../core/capability.ts';
import type { Bank } from '../../core/context.ts';
import { reviewCase, withdrawCase } from '../../knowledge/cases/review-case.ts';
import { CaseFacts, type CaseState } from '../../knowledge/cases/schema.ts';
import { createCase, submitCase } from '../../knowledge/cases/write-case.ts';
import { contextOf } from './world.ts';

/** What an author types; fields can be replaced. */
export function caseInput(fields: Record<string, unknown> = {}) {
  return {
    title: '以語音辨識整理會議紀錄',
    agency: '測試機關',
    governmentLevel: 'central',
    sector: 'administration',
    aiType: 'nlp',
    stage: 'pilot',
    outcome: 'mixed',
    sections: { background: '會議紀錄費時。', approach: '試用語音辨識。', risks: '方言辨識不佳。' },
    ...fields,
  };
}

/** A case brought to a state by the acts that lead there. */
export async function caseIn(
  bank: Bank,
  state: CaseState,
  who: { author: Actor; reviewer: Actor },
  fields: Record<string, unknown> = {},
): Promise<string> {
  const author = contextOf(bank, { actor: who.author });
  const reviewer = contextOf(bank, { actor: who.reviewer });
  const { id } = await callCapability(createCase, author, caseInput(fields));
  if (state === 'draft') return id;
  await callCapability(submitCase, author, { id });
  if (state === 'returned')
    await callCapability(reviewCase, reviewer, { id, decision: 'return', comment: '請補數據' });
  if (state === 'published' || state === 'withdrawn')
    await callCapability(reviewCase, reviewer, { id, decision: 'approve' });
  if (state === 'withdrawn') await callCapability(withdrawCase, author, { id, reason: '資料有誤' });
  return id;
}

/** What the front matter of a shipped case holds; fields can be replaced. */
export function caseFacts(fields: Partial<CaseFacts> = {}): CaseFacts {
  return CaseFacts.parse({
    id: 'case',
    title_zh: '案例',
    title_en: 'A case',
    agency_zh: '測試機關',
    agency_en: 'Test agency',
    country: 'TW',
    government_level: 'central',
    sector: 'administration',
    ai_type: 'nlp',
    stage: 'pilot',
    outcome: 'mixed',
    reviewed: '2026-01-01',
    ...fields,
  });
}
