import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { ImportanceItem } from '../../knowledge/framework/list-importance.ts';
import type { DoubtNote } from '../../knowledge/framework/replies.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { levelNames } from './framework-texts.ts';
import type { Option } from './parts.tsx';
import type { View } from './view.ts';

export type Item = ReturnType<typeof ImportanceItem.parse>;

export interface Column {
  readonly government: string;
  readonly cluster: string;
}

export interface Choice {
  readonly level: string;
  readonly government: string | undefined;
  readonly cluster: string | undefined;
  /** Our calculation beside each printed value: how many times what random ranking would give. */
  readonly withLift: boolean;
}

export interface ImportanceTable {
  readonly columns: readonly Column[];
  readonly items: readonly Item[];
  readonly doubts: readonly DoubtNote[];
}

/** The competencies by printed name, for filters. */
export async function listCompetencyNames(c: HonoContext<ApiEnv>): Promise<Option[]> {
  const { items } = await callCapability(capabilities.listCompetencies, contextOf(c, 'web'), {});
  return [...new Map(items.map(({ id, name }) => [id, { value: id, label: name }])).values()];
}

const clusters = ['hw', 'sys', 'pm', 'mix', 'non'];
const governments = ['central', 'municipality', 'local'];

/** One cluster over the governments, or the clusters of one government; 總平均 last. */
function columnsOf({ government, cluster }: Choice): Column[] {
  const overall = { government: 'ALL', cluster: 'ALL' };
  if (cluster) return [...['ALL', ...governments].map((one) => ({ government: one, cluster })), overall];
  return [...clusters.map((one) => ({ government: government ?? 'ALL', cluster: one })), overall];
}

export async function readImportance(c: HonoContext<ApiEnv>, choice: Choice): Promise<ImportanceTable> {
  const columns = columnsOf(choice);
  const ctx = contextOf(c, 'web');
  const replies = await Promise.all(
    [...new Set(columns.map((column) => column.government))].map((government) =>
      callCapability(capabilities.listImportance, ctx, {
        level: choice.level,
        ...(government !== 'ALL' && { government }),
      }),
    ),
  );
  const wanted = new Set(columns.map((column) => `${column.government}/${column.cluster}`));
  const items = replies
    .flatMap((reply) => reply.items)
    .filter((item) => wanted.has(`${item.government.id}/${item.cluster.id}`));
  const mentioned = new Set(items.flatMap((item) => item.doubts));
  const doubts = new Map(replies.flatMap((reply) => reply.doubts).map((doubt) => [doubt.id, doubt]));
  return { columns, items, doubts: [...doubts.values()].filter((doubt) => mentioned.has(doubt.id)) };
}

/** The three levels to choose from, lowest first. */
export function levelOptions(view: View): Option[] {
  return Object.entries(levelNames).map(([value, label]) => ({ value, label: view.t(label) }));
}
