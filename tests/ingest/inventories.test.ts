import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ColumnMapping } from '../../ingest/column-mapping.ts';
import { readFile } from '../../ingest/read-file.ts';

const data = process.env.TEST_DATA;
const read = (name: string, mapping: object) =>
  readFile({
    name,
    bytes: readFileSync(join(data!, 'us-federal-ai-inventory', name)),
    visibility: 'public',
    mapping: ColumnMapping.parse(mapping),
  });

const text = (records: Awaited<ReturnType<typeof read>>) =>
  records.map((record) => {
    try {
      const read = record.read();
      return 'source' in read ? read.source.passages[0]!.text : '';
    } catch {
      return undefined;
    }
  });

describe.skipIf(!data)('the federal inventories (skipped: TEST_DATA is not set)', () => {
  it('in Windows-1252 give every row that is not another word for word, with dashes instead of control characters', async () => {
    const texts = text(
      await read('2024_consolidated_ai_inventory_raw_v2.csv', {
        id: ['Agency Abbreviation', 'Use Case Name'],
        title: ['Use Case Name', 'Agency'],
        passage: {
          'What is the intended purpose and expected benefits of the AI?': 'Purpose',
          'Describe the AI system’s outputs.': 'Outputs',
          'Stage of Development': 'Stage',
        },
      }),
    );
    // 2,133 rows, three of them repeated.
    expect(texts).toHaveLength(2_130);
    expect(texts.filter((one) => one === undefined)).toEqual([]);
    const all = texts.join('\n');
    expect(all).not.toMatch(/[\u0080-\u009F\uFFFD]/);
    expect(all).toMatch(/[–’“]/);
  });

  it('with a byte order mark give every row that is not another word for word', async () => {
    const texts = text(
      await read('2025_individually_reported_AI_use_cases.csv', {
        id: ['agency', 'id'],
        title: ['use_case_name', 'agency_name'],
        passage: {
          agency_name: 'Agency',
          use_case_name: 'Use case',
          problem_solved: 'Problem',
          benefits: 'Benefits',
        },
      }),
    );
    // 3,611 rows, two of them repeated.
    expect(texts).toHaveLength(3_609);
    expect(texts.filter((one) => one === undefined).length).toBe(0);
  });
});
