import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectInputs } from '../../ingest/collect-inputs.ts';
import { findMapping, readMapping } from '../../ingest/find-mapping.ts';
import { projectRoot } from '../support/project-files.ts';

const folder = join(projectRoot, 'tests/fixtures/ingest/folder');

describe('what the command line names', () => {
  it('is, for a folder, every readable file below it, by its path in it', async () => {
    const inputs = await collectInputs([folder]);
    expect(inputs.map(({ name }) => name)).toEqual([
      'notes.jsonl',
      'readme.md',
      'sub/readme.md',
      'sub/table.csv',
    ]);
  });

  it('may be a file and an address', async () => {
    const inputs = await collectInputs([join(folder, 'readme.md'), 'https://example.org/a.jsonl']);
    expect(inputs).toMatchObject([
      { kind: 'file', name: 'readme.md' },
      { kind: 'address', url: 'https://example.org/a.jsonl' },
    ]);
  });

  it('is refused when it is not there, or holds nothing readable', async () => {
    await expect(collectInputs([join(folder, 'nothing.md')])).rejects.toThrow('nothing.md');
    await expect(collectInputs([join(folder, '.hidden', '..', 'picture.png')])).resolves.toHaveLength(1);
    await expect(collectInputs([join(projectRoot, 'api/assets')])).rejects.toThrow(/Nothing readable/);
  });
});

describe('the column mapping of a CSV file', () => {
  it('is the file of its name beside it', async () => {
    const inputs = await collectInputs([folder]);
    const mappings = await Promise.all(inputs.map(findMapping));
    expect(mappings.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(mappings[3]).toMatchObject({ id: ['Agency', 'Use Case'], idPrefix: 'inventory-' });
  });

  it('that is wrong is refused with what is wrong', async () => {
    await expect(readMapping(join(folder, 'readme.md'))).rejects.toThrow('readme.md');
    await expect(readMapping(join(folder, 'none.json'))).rejects.toThrow(/ENOENT/);
  });
});
