import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import { anonymous } from '../../../core/actor.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { getPassage } from '../../../knowledge/sources/get-passage.ts';
import { getSource } from '../../../knowledge/sources/get-source.ts';
import { saveSource } from '../../../knowledge/sources/save-source.ts';
import { SourceRecord } from '../../../knowledge/sources/schema.ts';
import { dropSource, putSource, sourceRecord } from '../../support/sources.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openTestBank();
});
afterAll(() => bank?.store.close());

const staffOf = (agency?: string): Actor => ({ roles: ['staff'], ...(agency && { agency }) });
const pilotLeader: Actor = { roles: ['pilot_leader'] };
const source = (id: string, version?: number, actor: Actor = anonymous) =>
  callCapability(getSource, contextOf(bank, { actor }), { id, version });
const passage = (id: string, actor: Actor = anonymous) =>
  callCapability(getPassage, contextOf(bank, { actor }), { id });
const notFound = { code: 'NOT_FOUND' };

async function storedRows(): Promise<unknown> {
  const [row] = await bank.store.system.query(
    `select (select count(*) from sources) as sources, (select count(*) from source_versions) as versions,
            (select count(*) from passages) as passages, (select max(s.updated_at) from sources s) as last`,
  );
  return row;
}

/** How many passages of a source are findable, in the index too. */
async function searchable(id: string): Promise<number[]> {
  const [row] = await bank.store.system.query<{ flagged: number; indexed: number }>(
    `select count(*) filter (where p.searchable) as flagged, count(i.no) as indexed
       from sources s join passages p on p.source_id = s.id left join search_passages i on i.no = p.no
      where s.external_id = $1`,
    [id],
  );
  return [row!.flagged, row!.indexed];
}

describe('saving a source', () => {
  it('twice changes nothing', async () => {
    expect(await putSource(bank, { id: 'same', texts: ['一', '二'] })).toBe('added');
    const before = await storedRows();
    expect(await putSource(bank, { id: 'same', texts: ['一', '二'] })).toBe('unchanged');
    expect(await storedRows()).toEqual(before);
  });

  it('changed makes a new version and leaves only that one findable', async () => {
    await putSource(bank, { id: 'grows', texts: ['一', '二', '三'] });
    expect(await putSource(bank, { id: 'grows', texts: ['一', '二改'] })).toBe('updated');
    expect(await source('grows')).toMatchObject({ version: 2, currentVersion: 2, state: 'current' });
    expect(await searchable('grows')).toEqual([2, 2]);
  });

  it('under the id of a source of another origin is refused, and so is withdrawing it', async () => {
    await putSource(bank, { id: 'shipped', text: '館藏' }, 'content');
    await expect(putSource(bank, { id: 'shipped', text: '假冒' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(dropSource(bank, 'shipped')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await source('shipped')).passages[0]?.text).toBe('館藏');
  });

  it('shipped with an id that was ingested before takes it over', async () => {
    await putSource(bank, { id: 'both', text: '匯入' });
    expect(await putSource(bank, { id: 'both', text: '館藏' }, 'content')).toBe('updated');
    expect((await source('both')).passages[0]?.text).toBe('館藏');
  });

  it('is all or nothing', async () => {
    const before = await storedRows();
    const half = bank.store.system.transaction(async (tx) => {
      await saveSource(tx, sourceRecord({ id: 'half' }), { origin: 'ingest', now: bank.now() });
      throw new Error('power cut');
    });
    await expect(half).rejects.toThrow('power cut');
    expect(await storedRows()).toEqual(before);
  });

  it('by two at once gives one source', async () => {
    const put = (text: string) => putSource(bank, { id: 'raced', text }).catch((error) => error.code);
    await Promise.all(['一', '二', '三', '四'].map(put));
    expect((await source('raced')).passages).toHaveLength(1);
    expect(await searchable('raced')).toEqual([1, 1]);
  });

  it('takes days that exist alone', () => {
    for (const validFrom of ['2025-02-30', '2025-13-01', '0000-01-01', '2025-1-1', ''])
      expect(SourceRecord.safeParse({ ...sourceRecord({ id: 'd' }), validFrom }).success).toBe(false);
    expect(SourceRecord.safeParse({ ...sourceRecord({ id: 'd' }), validFrom: '2024-02-29' }).success).toBe(
      true,
    );
  });
});

describe('a citation', () => {
  it('of an old version still shows what it showed, beside the present version number', async () => {
    await putSource(bank, { id: 'cited', title: '舊題', texts: ['前', '舊說法', '後'] });
    const old = (await source('cited')).passages[1]!;
    await putSource(bank, { id: 'cited', title: '新題', texts: ['新說法'] });
    expect(await passage(old.id)).toMatchObject({
      text: '舊說法',
      title: '舊題',
      version: 1,
      currentVersion: 2,
      state: 'current',
      previous: { text: '前' },
      next: { text: '後' },
    });
    expect(await source('cited', 1)).toMatchObject({ title: '舊題', version: 1, currentVersion: 2 });
    expect((await source('cited', 1)).passages.map(({ text }) => text)).toEqual(['前', '舊說法', '後']);
    await expect(source('cited', 3)).rejects.toMatchObject(notFound);
  });

  it('of a withdrawn source stays readable and says so, while search forgets it at once', async () => {
    await putSource(bank, { id: 'gone', text: '撤下的內容' });
    const [cited] = (await source('gone')).passages;
    expect(await dropSource(bank, 'gone')).toBe(true);
    expect(await searchable('gone')).toEqual([0, 0]);
    expect(await passage(cited!.id)).toMatchObject({ text: '撤下的內容', state: 'withdrawn' });
    expect(await source('gone')).toMatchObject({ state: 'withdrawn', version: 1 });
    expect(await dropSource(bank, 'gone')).toBe(false);
    expect(await putSource(bank, { id: 'gone', text: '撤下的內容' })).toBe('updated');
    expect(await source('gone')).toMatchObject({ state: 'current', version: 2 });
  });
});

describe('the past of a source', () => {
  const past = async (id: string, actor: Actor) =>
    source(id, 1, actor).then(
      ({ passages }) => passages[0]?.text,
      () => undefined,
    );

  it.each([
    ['public', 'government', { anyone: undefined, staff: '初版', insider: '初版' }],
    ['public', 'agency:a', { anyone: undefined, staff: undefined, insider: '初版' }],
    ['government', 'agency:a', { anyone: undefined, staff: undefined, insider: '初版' }],
    ['agency:a', 'government', { anyone: undefined, staff: undefined, insider: '初版' }],
    ['agency:a', 'public', { anyone: undefined, staff: undefined, insider: '初版' }],
    ['government', 'public', { anyone: undefined, staff: '初版', insider: '初版' }],
    ['agency:b', 'agency:a', { anyone: undefined, staff: undefined, insider: undefined }],
    ['community', 'agency:a', { anyone: undefined, staff: undefined, insider: undefined }],
  ])('moved from %s to %s is for those who may read both', async (from, to, readers) => {
    const id = `${from}-${to}`.replaceAll(':', '.');
    await putSource(bank, { id, text: '初版', visibility: from });
    await putSource(bank, { id, text: '二版', visibility: to });
    expect({
      anyone: await past(id, anonymous),
      staff: await past(id, staffOf()),
      insider: await past(id, staffOf('a')),
    }).toEqual(readers);
    expect(await past(id, staffOf('b'))).toBe(readers.staff);
  });

  it('never opens again to those it was closed to', async () => {
    for (const [text, visibility] of [
      ['一', 'public'],
      ['二', 'agency:a'],
      ['三', 'public'],
    ] as const)
      await putSource(bank, { id: 'closed-once', text, visibility });
    expect((await source('closed-once')).passages[0]?.text).toBe('三');
    for (const version of [1, 2])
      await expect(source('closed-once', version)).rejects.toMatchObject(notFound);
  });

  it('that nobody keeps is not kept by an agency that took the reserved name', async () => {
    await putSource(bank, { id: 'sideways', text: '秘密', visibility: 'agency:x' });
    await putSource(bank, { id: 'sideways', text: '其他', visibility: 'community' });
    for (const actor of [staffOf('canary-nobody'), staffOf('x'), pilotLeader])
      expect(await past('sideways', actor)).toBeUndefined();
  });
});

describe('a source one may not see', () => {
  it('is told no differently from one that is not there', async () => {
    await putSource(bank, { id: 'hidden', text: '密', visibility: 'agency:a' });
    const hidden = await source('hidden', undefined, staffOf('a'));
    const refusals = await Promise.all(
      [source('hidden'), source('no-such'), source(hidden.id), source('hidden', 7)].map((call) =>
        call.catch(({ code, message, text, fields }) => ({ code, message, text, fields })),
      ),
    );
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    const passages = await Promise.all(
      [passage(hidden.passages[0]!.id), passage('passage_no_such')].map((call) =>
        call.catch(({ code, message, text }) => ({ code, message, text })),
      ),
    );
    expect(passages[0]).toEqual(passages[1]);
  });
});
