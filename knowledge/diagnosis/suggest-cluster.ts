import { z } from 'zod';
import { defineCapability, saying } from '../../core/capability.ts';
import type { Queryable } from '../../core/db/client.ts';
import { invalidInput } from '../../core/errors.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { selectDoubts, selectTaskValues, type TaskRow } from '../framework/queries.ts';
import { DoubtNote, doubtNotes, Named, named } from '../framework/replies.ts';
import { ClusterId } from '../framework/schema.ts';
import { measureCloseness, type TaskProfile, type TaskWeights } from './closeness.ts';
import { resolveTask } from './resolve-task.ts';

const somePositive = {
  'zh-TW': '至少要有一項工作的份量大於 0',
  en: 'needs at least one task with a weight above 0',
};

const WeightedTask = z.object({
  task: z.string().min(1).max(200),
  weight: z.number().min(0),
});

const SuggestClusterInput = z.object({
  tasks: z
    .array(WeightedTask)
    .max(100)
    .refine((tasks) => tasks.some(({ weight }) => weight > 0), saying(somePositive)),
});

const SuggestedCluster = z.object({
  /** All five, closest first. */
  clusters: z.array(Named.extend({ closeness: z.number().min(0).max(1) })),
  suggested: ClusterId,
  /** What closeness is, in words. */
  basis: z.string(),
  /** The rows understood; `probableLabel` is our reading of a label that may be one row too high. */
  tasks: z.array(Named.extend({ weight: z.number(), probableLabel: z.string().nullable() })),
  /** What would be suggested without the rows whose labels are in doubt, when that differs; else null. */
  suggestedWithoutDoubtful: ClusterId.nullable(),
  doubts: z.array(DoubtNote),
});

const basis = {
  'zh-TW':
    '接近度 0–1：各工作群的工作輪廓能解釋您所填份量的程度，是各項工作相對似然的幾何平均；1 表示完全吻合。研究沒有說明量尺，只比較相對輪廓，不看次數或時數。請您自己選定工作群。',
  en: "Closeness 0–1: how well each cluster's task profile explains your weights, the geometric mean of the relative likelihoods of the tasks; 1 is a perfect fit. The study does not state its scale, so only relative profiles are compared, never frequency or hours. The choice of the cluster is yours.",
};

/** The study's task profiles, one value per task and cluster. */
async function readTaskProfiles(db: Queryable): Promise<TaskProfile[]> {
  const profiles = new Map<string, Record<string, number>>();
  for (const { task, cluster, printed } of await selectTaskValues(db))
    profiles.set(task, { ...profiles.get(task), [cluster]: Number(printed) });
  return [...profiles].map(([id, values]) => ({ id, values }));
}

function withoutDoubtful(
  profiles: readonly TaskProfile[],
  rows: readonly TaskRow[],
  weights: TaskWeights,
): ClusterId | undefined {
  const doubtful = new Set(rows.filter((row) => row.probableLabel).map((row) => row.id));
  const kept = new Map([...weights].filter(([id]) => !doubtful.has(id)));
  if (kept.size === 0) return undefined;
  const sure = profiles.filter(({ id }) => !doubtful.has(id));
  return measureCloseness(sure, ClusterId.options, kept)[0]!.id;
}

export const suggestCluster = defineCapability({
  name: 'suggest-cluster',
  title: { 'zh-TW': '建議工作群', en: 'Suggest a cluster' },
  description: {
    'zh-TW':
      '依您做的工作與份量，和研究的五個工作群輪廓比較：列出對五群的接近度與建議的一群。工作可用編號（contract-1…15、tech-1…12、policy-1…5）或只符合一列的名稱；份量用任何尺度皆可。不儲存任何資料。',
    en: "Compares the tasks you do with the study's five cluster profiles: closeness to all five and the one suggested. Tasks by id (contract-1…15, tech-1…12, policy-1…5) or by a name that fits one row only; weights on any scale. Nothing is stored.",
  },
  input: SuggestClusterInput,
  output: SuggestedCluster,
  allow: 'anonymous',
  acts: false,
  run: (ctx, input) =>
    ctx.db.transaction(async (db) => {
      const { language } = ctx;
      const lexicon = await readLexicon(db);
      const rows = input.tasks.map(({ task }, at) => resolveTask(lexicon, task, `tasks.${at}.task`));
      const twice = rows.find((row, at) => rows.findIndex((other) => other.id === row.id) !== at);
      if (twice)
        throw invalidInput({
          'zh-TW': `同一項工作只能填一次：${twice.id} ${twice.label}`,
          en: `Given more than once: ${twice.id} ${twice.labelEn}`,
        });
      const weights = new Map(
        rows.flatMap((row, at) => (input.tasks[at]!.weight > 0 ? [[row.id, input.tasks[at]!.weight]] : [])),
      );
      const profiles = await readTaskProfiles(db);
      const ranked = measureCloseness(profiles, ClusterId.options, weights);
      const suggested = ranked[0]!.id;
      const sure = withoutDoubtful(profiles, rows, weights);
      const doubtful = rows.some((row) => row.probableLabel && weights.has(row.id));
      const doubts = (await selectDoubts(db)).filter(({ id }) => id === 'C2' || (doubtful && id === 'C1'));
      return {
        clusters: ranked.map(({ id, closeness }) => {
          const row = lexicon.clusters.find((one) => one.id === id);
          return {
            ...named(language, id, row?.name ?? id, row?.nameEn ?? id),
            closeness: Number(closeness.toFixed(4)),
          };
        }),
        suggested,
        basis: basis[language],
        tasks: rows.map((row, at) => ({
          ...named(language, row.id, row.label, row.labelEn),
          weight: input.tasks[at]!.weight,
          probableLabel:
            row.probableLabel && (language === 'en' ? row.probableLabel.labelEn : row.probableLabel.label),
        })),
        suggestedWithoutDoubtful: sure && sure !== suggested ? sure : null,
        doubts: doubtNotes(language, doubts),
      };
    }),
});
