import type { capabilities } from '../../capabilities.ts';
import { aiTypeLabels, outcomeLabels, stageLabels } from '../../knowledge/cases/labels.ts';
import { labelOf } from './cases-page.tsx';
import type { CopiedDocument } from './copy-html.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';

type Case = Awaited<ReturnType<typeof capabilities.getCase.run>>;

/** A case as it is pasted into a memo. */
export function copiedCase(
  view: View,
  one: Case,
  shown: { title: string; parts: readonly { heading: string; text: string }[]; permalink: string },
): CopiedDocument {
  const { oneCase, cases, answer } = texts;
  const { item } = one;
  const figures = one.metrics.map(({ name, value, unit, basis, source_index }) => {
    const how = basis ? `（${view.t(texts.basis[basis])}）` : '';
    return `- ${name}：${value} ${unit ?? ''}${how}${source_index ? ` [${source_index}]` : ''}`;
  });
  return {
    title: shown.title,
    facts: [
      [view.t(oneCase.agency), item?.agency],
      [view.t(oneCase.country), item?.country.name],
      [view.t(cases.outcome), item?.outcome && labelOf(outcomeLabels, item.outcome, view)],
      [view.t(cases.aiType), item?.aiType && labelOf(aiTypeLabels, item.aiType, view)],
      [view.t(cases.stage), item?.stage && labelOf(stageLabels, item.stage, view)],
      [view.t(oneCase.period), [item?.started, item?.ended].filter(Boolean).join(' – ')],
      [view.t(oneCase.reviewed), item?.reviewedOn],
    ],
    parts: [
      ...(figures.length > 0 ? [{ heading: view.t(oneCase.metrics), markdown: figures.join('\n') }] : []),
      ...shown.parts.map(({ heading, text }) => ({ heading, markdown: text })),
    ],
    notesTitle: view.t(oneCase.sources),
    notes: one.sources.map((source) => ({ text: '', sources: [source] })),
    foot: `${view.t(texts.name)} · ${view.t(answer.version)} ${item?.version ?? ''} · ${shown.permalink}`,
  };
}
