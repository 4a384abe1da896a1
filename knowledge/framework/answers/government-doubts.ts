import { noteClaims } from './doubt-notes.ts';
import type { CitedClaim, Facts } from './facts.ts';

/** Where the persons behind a competency, weighted by government, say something else than the study's sentence. */
const notes: readonly { competency: string; level: string; id: string }[] = [
  { competency: 'AI素養', level: 'basic', id: 'G7' },
  { competency: 'AI素養', level: 'mid', id: 'G11' },
  { competency: 'AI產品與系統評測', level: 'mid', id: 'G8' },
  { competency: 'AI系統設計與應用', level: 'senior', id: 'G9' },
  { competency: '新興技術監測與評估', level: 'mid', id: 'G12' },
  { competency: '專案管理', level: 'basic', id: 'G10' },
];

/** Our notes on how governments differ in a competency, for the levels asked (all when none is). */
export async function governmentNotes(facts: Facts, competency: string): Promise<CitedClaim[]> {
  const { levels } = facts.reading;
  const meant = notes.filter(
    (one) => one.competency === competency && (levels.length === 0 || levels.includes(one.level as never)),
  );
  const claims = await Promise.all(meant.map(async (one) => (await noteClaims(facts, one.id)).slice(1)));
  return claims.flat();
}
