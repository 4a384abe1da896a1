import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Bank } from '../../core/context.ts';
import { ColumnMapping } from '../../ingest/column-mapping.ts';
import { readCsv } from '../../ingest/read-csv.ts';
import { runRecords } from '../../ingest/run-job.ts';
import { ask } from '../../knowledge/answers/ask.ts';
import type { SourceRecord } from '../../knowledge/sources/schema.ts';
import { projectRoot } from '../support/project-files.ts';
import { contextOf, openSeededBank } from '../support/world.ts';

const data = process.env.TEST_DATA;
const folder = join(projectRoot, 'ingest/mappings');
const mappingOf = (name: string) =>
  ColumnMapping.parse(parse(readFileSync(join(folder, `${name}.yaml`), 'utf8')));

const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;

/** A table with every column of a mapping, one its drop list names among them, and rows written for this test. */
function tableFor(name: string, rows: readonly Record<string, string>[]): Uint8Array {
  const mapping = mappingOf(name);
  const columns = new Set(
    [
      mapping.id,
      mapping.title,
      Object.keys({ ...mapping.passage, ...mapping.details, ...mapping.drop }),
    ].flat(),
  );
  const header = [...columns, 'internal note'];
  const lines = [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))];
  return new TextEncoder().encode(`\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}`);
}

const row = (agency: string, id: string, name: string, more: Record<string, string> = {}) => ({
  agency,
  agency_name: { DOL: 'Department of Labor', DOT: 'Department of Transportation' }[agency] ?? agency,
  id,
  use_case_name: name,
  development_stage: 'Pilot',
  ...more,
});
const rows = [
  row('DOL', 'DOL-1', 'Wage theft pattern finder', {
    problem_solved: 'Finds wage theft in payroll records.',
  }),
  row('DOT', 'DOT-1', 'Wage theft on road projects', {
    problem_solved: 'Contractors hide wage theft; write to somebody@agency.example or ask.',
    contact_email: 'somebody@agency.example',
    benefits: 'N/A',
    hi_public_consultation: "['In-progress']",
  }),
  row('DOT', 'DOT-1', 'Bridge crack detector', { problem_solved: 'Looks for cracks in bridges.' }),
  row('DOL', '', 'Unnumbered reading helper', { problem_solved: 'Reads letters aloud.' }),
  row('DOL', '', 'Unnumbered reading helper', { problem_solved: 'Reads letters aloud.' }),
];

const sourcesOf = async (bytes: Uint8Array) => {
  const { rows: read, report } = await readCsv(bytes, undefined, 'government');
  const sources = read.map((one) => (one.read() as { source: SourceRecord }).source);
  return { sources, report };
};

describe('mappings kept as files', () => {
  it('are sound, and each tells its table from the others', async () => {
    const names = readdirSync(folder).map((file) => file.replace('.yaml', ''));
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      const { report } = await sourcesOf(tableFor(name, []).slice());
      expect(report.rows).toBe(0);
      const one = Object.fromEntries(
        Object.keys(mappingOf(name).passage).map((column) => [column, 'Some text']),
      );
      const { report: read } = await readCsv(tableFor(name, [one]), undefined, 'government');
      expect(read.mapping).toBe(mappingOf(name).name);
    }
  });

  it('report rows, duplicates, ids used twice, columns kept out and columns not mapped', async () => {
    const { sources, report } = await sourcesOf(tableFor('us-federal-2025', rows));
    expect(report).toMatchObject({
      encoding: 'utf-8',
      rows: 5,
      merged: 1,
      renumbered: 1,
      dropped: { contact_email: expect.any(String) },
      unmapped: ['internal note'],
    });
    expect(sources.map(({ externalId }) => externalId)).toEqual([
      'us-ai-2025-DOL-DOL-1',
      'us-ai-2025-DOT-DOT-1',
      'us-ai-2025-DOT-DOT-1~2',
      'us-ai-2025-DOL-Unnumbered-reading-helper',
    ]);
  });

  it('let no address in, from whatever column, and leave out cells that say nothing', async () => {
    const { sources } = await sourcesOf(tableFor('us-federal-2025', rows));
    expect(JSON.stringify(sources)).not.toContain('somebody@');
    const [text] = sources[1]!.passages.map((passage) => passage.text);
    expect(text).toContain('Public consultation: In-progress');
    expect(text).not.toContain('Expected benefits');
    expect(sources[1]).toMatchObject({ visibility: 'public', owner: 'Department of Transportation' });
  });

  it('mend what was read in the wrong encoding on its way', async () => {
    const { sources } = await sourcesOf(
      tableFor('us-federal-2025', [row('DOL', 'DOL-9', 'Applicantâ€™s guide â€“ pilot')]),
    );
    expect(sources[0]!.title).toBe('Applicant’s guide – pilot · Department of Labor');
  });
});

const answerIn = (bank: Bank) => async (question: string) => {
  const reply = await ask.run(contextOf(bank), ask.input.parse({ question }));
  return { ...reply, cited: reply.citations.map(({ externalId }) => externalId) };
};

async function ingest(bank: Bank, tables: readonly Uint8Array[]) {
  const counts = [];
  for (const bytes of tables) {
    const { rows: records } = await readCsv(bytes, undefined, 'government');
    counts.push(await runRecords(bank, records, async () => {}));
  }
  return counts;
}

describe('questions over a small inventory', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openSeededBank();
    await ingest(bank, [tableFor('us-federal-2025', rows)]);
  }, 300_000);
  afterAll(() => bank?.store.close());

  it('are answered by agency, each use cited, in both languages', async () => {
    const answer = answerIn(bank);
    const english = await answer('Which US agencies use AI to find wage theft?');
    expect(english.outcome).toBe('answered');
    expect(english.cited).toEqual(expect.arrayContaining(['us-ai-2025-DOL-DOL-1', 'us-ai-2025-DOT-DOT-1']));
    expect(english.answer).toContain('Department of Labor: Wage theft pattern finder (2025, Pilot)');
    const chinese = await answer('美國哪些機關用 AI 檢查橋梁裂縫？');
    expect(chinese.cited).toContain('us-ai-2025-DOT-DOT-1~2');
    expect(chinese.answer).toContain('運輸部（Department of Transportation）：Bridge crack detector');
  });

  it('tell what one agency reports', async () => {
    const { cited } = await answerIn(bank)('How does the US Department of Labor use AI?');
    expect([...cited].sort()).toEqual(['us-ai-2025-DOL-DOL-1', 'us-ai-2025-DOL-Unnumbered-reading-helper']);
  });

  it('leave questions for cases to the cases', async () => {
    const { cited } = await answerIn(bank)('美國有哪些失敗的 AI 案例？');
    expect(cited.filter((id) => id?.startsWith('us-ai-'))).toEqual([]);
  });
});

describe.skipIf(!data)('the federal inventories as a whole (skipped: TEST_DATA is not set)', () => {
  let bank: Bank;
  let counts: Awaited<ReturnType<typeof ingest>>;
  beforeAll(async () => {
    bank = await openSeededBank();
    const inventories = join(data!, 'us-federal-ai-inventory');
    const files = readdirSync(inventories).filter((name) => name.endsWith('.csv'));
    counts = await ingest(
      bank,
      files.sort().map((name) => readFileSync(join(inventories, name))),
    );
  }, 600_000);
  afterAll(() => bank?.store.close());

  it('come in whole: 6,644 rows, five of them word for word what another says', () => {
    expect(counts.map(({ added, errors }) => [added, errors.length])).toEqual([
      [2_130, 0],
      [900, 0],
      [3_609, 0],
    ]);
  });

  it.each([
    [
      'which US agencies use AI for fraud detection?',
      /^us-ai-202[45]-(DOJ|DHS|TREAS)/,
      /Department of Justice/,
    ],
    ['美國哪些機關用 AI 查詐騙？', /^us-ai-202[45]-(DOJ|DHS|TREAS)/, /司法部（Department of Justice）/],
    [
      'Which federal agencies use AI for wildfire detection?',
      /^us-ai-202[45]-(USDA|NASA|DOI)/,
      /Agriculture|Aeronautics/,
    ],
    ['美國聯邦機關有哪些用 AI 預測地震的應用？', /^us-ai-202[45]-DOI/, /內政部/],
    ['Which US agencies use Microsoft Copilot to draft documents?', /^us-ai-2025-cots/, /first drafts/],
    ['美國哪些機關用 AI 寫程式？', /^us-ai-202[45]/, /[Cc]od(?:e|ing)/],
    [
      'What does the Department of Veterans Affairs use AI for in suicide prevention?',
      /^us-ai-202[45]-VA/,
      /suicide/i,
    ],
    ['What is the AAXI system at DHS?', /^us-ai-202[45]-DHS/, /X-ray|anomal/i],
    ['How does the US Social Security Administration use AI?', /^us-ai-202[45]-SSA/, /\(202[45]/],
  ])('answer and cite: %s', async (question, source, words) => {
    const { outcome, cited, answer } = await answerIn(bank)(question);
    expect(outcome).toBe('answered');
    expect(cited.some((id) => source.test(id ?? ''))).toBe(true);
    expect(answer).toMatch(words);
  });

  it('hold no agency that says it does not use it', async () => {
    const { cited } = await answerIn(bank)('Which US agencies use AI to identify items in a storage room?');
    for (const externalId of cited.filter((id) => id?.startsWith('us-ai-2025-cots'))) {
      const [source] = await bank.store.system.query<{ used: string }>(
        `select s.details->>'used' as used from sources s where s.external_id = $1`,
        [externalId],
      );
      expect(source!.used).toBe('Yes');
    }
  });

  it('hold no e-mail address and no telephone number of Taiwan’s form', async () => {
    const [row] = await bank.store.system.query<{ n: number }>(
      String.raw`select count(*) as n from passages p where p.text ~ '[[:alnum:]._-]+@[[:alnum:]-]+\.[[:alpha:]]{2,}'`,
    );
    expect(row!.n).toBe(0);
  });
});
