import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { sectionHeadings } from '../../knowledge/cases/case-source.ts';
import { UnfinishedCase } from '../../knowledge/cases/schema.ts';
import { personalDataLabels } from '../../knowledge/privacy/mask-personal-data.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { caseOf, type Fields, fieldsOf } from './share-fields.ts';
import { shareTexts } from './share-texts.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';

type Saved = Awaited<ReturnType<typeof can.saveCase.run>>;

export const sharePath = (id: string) => `/share/${encodeURIComponent(id)}`;

/** The form's name of a field of a case: `sections.risks` is `risks`, `metrics.0.name` is `metric1`. */
function formName(field: string): string {
  const [group, place, part] = field.split('.');
  if (group === 'sections') return place!;
  const row = Number(place) + 1;
  if (group === 'metrics') return `${part === 'value' ? 'value' : 'metric'}${row}`;
  return group === 'sources' ? `source${row}` : field;
}

const named: Readonly<Record<string, { 'zh-TW': string; en: string }>> = {
  title: shareTexts.form.caseTitle,
  agency: shareTexts.form.agency,
  sector: shareTexts.form.sector,
  metrics: texts.oneCase.metrics,
  sources: texts.oneCase.sources,
};

/** `電話（導入作法）`: what was masked, and where. */
export function maskedWords(view: View, found: Saved['found']): string[] {
  const words = found.masked.map(({ field, kind }) => {
    const [group, part] = field.split('.');
    const heading = group === 'sections' ? sectionHeadings[part as keyof typeof sectionHeadings] : undefined;
    const place = heading ? (texts.oneCase.parts[heading] ?? named[group!]) : named[group!];
    const where = place ? view.t(place) : field;
    const what = view.t(personalDataLabels[kind]);
    return view.language === 'en' ? `${what} (${where})` : `${what}（${where}）`;
  });
  return [...new Set(words)];
}

/** The case as it is kept, for its author. */
export async function readDraft(c: HonoContext<ApiEnv>, id: string) {
  const one = await callCapability(can.getCase, contextOf(c, 'web'), { id });
  return { one, draft: one.draft && UnfinishedCase.parse(one.draft) };
}

export async function saveForm(
  c: HonoContext<ApiEnv>,
  id: string | undefined,
  form: URLSearchParams,
): Promise<Saved> {
  const ctx = contextOf(c, 'web');
  const typed = caseOf(form);
  return id ? callCapability(can.saveCase, ctx, { ...typed, id }) : callCapability(can.startCase, ctx, typed);
}

/** Fields that read differently now that they are kept. */
export async function maskedFields(c: HonoContext<ApiEnv>, saved: Saved): Promise<Fields> {
  if (saved.found.masked.length === 0) return {};
  const { draft } = await readDraft(c, saved.id);
  const fields = draft ? fieldsOf(draft) : {};
  const names = new Set(saved.found.masked.map(({ field }) => formName(field)));
  return Object.fromEntries([...names].map((name) => [name, fields[name] ?? '']));
}
