import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Store } from '../../../core/db/store.ts';
import { AppError } from '../../../core/errors.ts';
import type { FrameworkContent } from '../../../knowledge/framework/content.ts';
import {
  FrameworkTable,
  getFrameworkTable,
  listFrameworkTables,
} from '../../../knowledge/framework/framework-tables.ts';
import { ClusterList, listClusters } from '../../../knowledge/framework/list-clusters.ts';
import { CompetencyList, listCompetencies } from '../../../knowledge/framework/list-competencies.ts';
import { ImportanceList, listImportance } from '../../../knowledge/framework/list-importance.ts';
import { listTasks, TaskList } from '../../../knowledge/framework/list-tasks.ts';
import { loadFramework } from '../../../knowledge/framework/load-framework.ts';
import { openTestStore } from '../../support/test-store.ts';
import { contextOn, fillFramework, now } from './support.ts';

let store: Store;
let content: FrameworkContent;

beforeAll(async () => {
  store = await openTestStore(now);
  content = await fillFramework(store);
});
afterAll(() => store.close());

const zh = () => contextOn(store);
const en = () => contextOn(store, 'en');

describe('loading the framework', () => {
  it('changes nothing when the content is the same', async () => {
    const again = await store.system.transaction((tx) => loadFramework(tx, content, now));
    expect(again).toEqual({ changed: false });
  });
});

describe('importance', () => {
  it('has every printed value of the six tables, tiny cells without a number', async () => {
    for (const government of ['', 'central', 'municipality', 'local']) {
      const reply = ImportanceList.parse(await callCapability(listImportance, zh(), { government }));
      const expected = content.importance.filter((row) => row.government === (government || 'ALL'));
      expect(reply.items).toHaveLength(expected.length);
      for (const [index, row] of expected.entries()) {
        const item = reply.items[index]!;
        expect([item.level.id, item.cluster.id, item.competency.id]).toEqual([
          row.level,
          row.cluster,
          row.competency,
        ]);
        const shown = row.support !== 'tiny' && row.support !== 'none';
        expect(item.value).toBe(shown ? row.valuePrinted : null);
        expect(item.n).toBe(row.n);
        if (!shown)
          expect([item.lift, item.rankInBlock, item.shareOfBlockPoints]).toEqual([null, null, null]);
      }
    }
  });

  it('says share, lift, rank and block of a cell', async () => {
    const reply = ImportanceList.parse(
      await callCapability(listImportance, en(), {
        level: '基層',
        cluster: 'Hardware maintenance and security',
      }),
    );
    expect(reply.items).toHaveLength(15);
    expect(reply.items[0]).toMatchObject({
      competency: { id: '基本工作職能', name: 'Basic work competencies' },
      value: '2.72',
      n: 435,
      block: { points: 6, items: 4, ranksAsked: 3, maximum: 3, meanIfRandom: 1.5 },
      shareOfBlockPoints: 0.4556,
      lift: 1.813,
      rankInBlock: 1,
    });
  });

  it('calls a value no target and no attainment', async () => {
    const reply = ImportanceList.parse(
      await callCapability(listImportance, zh(), { competency: 'AI literacy' }),
    );
    expect(reply.scale).toContain('不是評分、能力、目標或達成率');
    expect(reply.doubts.map((one) => one.id)).toContain('A1');
  });

  it('refuses names the framework does not have', async () => {
    for (const bad of [
      { level: '超高階' },
      { cluster: "hw' or 1=1 --" },
      { competency: '<script>' },
      { cursor: 'x' },
    ])
      await expect(callCapability(listImportance, zh(), bad)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
  });

  it('pages through when a limit is given', async () => {
    const first = ImportanceList.parse(
      await callCapability(listImportance, zh(), { level: 'mid', limit: '10' }),
    );
    const next = ImportanceList.parse(
      await callCapability(listImportance, zh(), { level: 'mid', limit: 10, cursor: first.nextCursor }),
    );
    expect(first.items).toHaveLength(10);
    expect(next.items[0]).not.toEqual(first.items[0]);
  });
});

describe('the other lists', () => {
  it('list 51 competencies with their notes, or those of a level and type', async () => {
    const all = CompetencyList.parse(await callCapability(listCompetencies, zh(), {}));
    expect(all.items).toHaveLength(51);
    const some = CompetencyList.parse(
      await callCapability(listCompetencies, en(), { level: 'basic', type: '管理' }),
    );
    expect(some.items.map((item) => [item.id, item.status, item.note])).toEqual(
      ['需求分析', '風險管理', '專案管理', '持續管理'].map((name) => [name, 'to-be-written', null]),
    );
  });

  it('list five clusters with both sizes of 非核心', async () => {
    const reply = ClusterList.parse(await callCapability(listClusters, zh(), {}));
    expect(reply.items.map((item) => item.total)).toEqual([435, 300, 370, 345, 683]);
    expect(reply.items.at(-1)).toMatchObject({ id: 'non', nPrintedInTaskTables: 638 });
    expect(reply.items.at(-1)?.doubts).toContain('B1');
  });

  it('list 32 tasks, the printed label kept and our reading beside it', async () => {
    const reply = TaskList.parse(await callCapability(listTasks, zh(), {}));
    expect(reply.items).toHaveLength(32);
    expect(reply.items.find((item) => item.id === 'contract-15')).toMatchObject({
      name: '需求收集與轉換規格',
      probableLabel: '機房管理(委外)',
    });
  });
});

describe('the tables', () => {
  it('can all be opened, rows as wide as their columns', async () => {
    const { items } = await callCapability(listFrameworkTables, zh(), {});
    expect(items.length).toBe(content.tables.length);
    for (const { id } of items) {
      const table = FrameworkTable.parse(await callCapability(getFrameworkTable, en(), { id }));
      expect(table.rows.length, id).toBeGreaterThan(0);
      for (const row of table.rows) expect(row, id).toHaveLength(table.columns.length);
    }
  });

  it('show how many people are behind a tiny cell instead of its value', async () => {
    const table = FrameworkTable.parse(
      await callCapability(getFrameworkTable, zh(), { id: 'competency-by-government-senior' }),
    );
    const at = table.columns.findIndex((column) => column.id === 'local-hw');
    for (const row of table.rows) expect(row[at]).toEqual({ text: '僅 1 人', mark: 'withheld' });
    const blank = table.columns.findIndex((column) => column.id === 'local-sys');
    for (const row of table.rows) expect(row[blank]).toEqual({ text: '', mark: 'none' });
  });

  it('do not exist under another name', async () => {
    const missing = callCapability(getFrameworkTable, zh(), { id: '../../etc/passwd' });
    await expect(missing).rejects.toBeInstanceOf(AppError);
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
