import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../core/db/store.ts';
import { openTestStore } from '../support/test-store.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const nobody = { audiences: ['public'], roles: [] };

describe('values', () => {
  it('have the same JavaScript type on both engines', async () => {
    const [row] = await store.system.query(
      `select 9007199254740991::bigint as big, 7::int as small, 1.50::numeric as exact, 0.5::float8 as real,
              true as flag, null as nothing, '臺灣'::text as text, array['甲', 'b,"c'] as list, array[1, 2] as ints,
              '{"a": [1, null]}'::jsonb as json, timestamptz '2026-01-02 03:04:05.678+08' as at,
              date '2026-01-02' as day, '[1,2]'::vector as vector`,
    );
    expect(row).toEqual({
      big: 9007199254740991,
      small: 7,
      exact: '1.50',
      real: 0.5,
      flag: true,
      nothing: null,
      text: '臺灣',
      list: ['甲', 'b,"c'],
      ints: [1, 2],
      json: { a: [1, null] },
      at: new Date('2026-01-01T19:04:05.678Z'),
      day: '2026-01-02',
      vector: '[1,2]',
    });
  });

  it('count as numbers', async () => {
    expect(await store.system.query('select count(*) as n from canary c')).toEqual([{ n: 1 }]);
  });

  it('go in as parameters and come back unchanged', async () => {
    const at = new Date('2026-05-06T07:08:09.010Z');
    const [row] = await store.system.query(
      `select $1::text[] as list, $2::jsonb as json, $3::timestamptz as at, $4::text as nothing, $5::bigint as n`,
      [["'; drop table sources; --", '{}', ''], JSON.stringify({ q: '"\\' }), at, null, 12],
    );
    expect(row).toEqual({
      list: ["'; drop table sources; --", '{}', ''],
      json: { q: '"\\' },
      at,
      nothing: null,
      n: 12,
    });
  });

  it('carry the SQLSTATE of an error', async () => {
    await expect(store.system.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    await expect(store.system.query('select $1::uuid', ['bad'])).rejects.toMatchObject({ code: '22P02' });
    await expect(store.system.query('select no_such_column')).rejects.toMatchObject({ code: '42703' });
  });
});

describe('a transaction', () => {
  const insert = 'insert into people (id, name, created_at) values ($1, $2, $3)';
  const count = async (id: string) =>
    (await store.system.query<{ n: number }>('select count(*) as n from people p where p.id = $1', [id]))[0]
      ?.n;

  it('keeps all of it or nothing', async () => {
    const half = store.system.transaction(async (tx) => {
      await tx.query(insert, ['person_half', '甲', new Date()]);
      throw new Error('changed my mind');
    });
    await expect(half).rejects.toThrow('changed my mind');
    expect(await count('person_half')).toBe(0);
    await store.system.transaction((tx) => tx.query(insert, ['person_whole', '乙', new Date()]));
    expect(await count('person_whole')).toBe(1);
  });

  it('leaves the connection usable after a failed statement', async () => {
    for (let n = 0; n < 12; n++) {
      await expect(store.system.query('select * from no_such_table')).rejects.toThrow();
      await expect(store.system.query('select $1::int', ['x'])).rejects.toThrow();
    }
    expect(await store.system.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('rolls back when a failed statement was caught inside it', async () => {
    const outcome = await store.system
      .transaction(async (tx) => {
        await tx.query(insert, ['person_caught', '丙', new Date()]);
        await tx.query('select 1 / 0').catch(() => undefined);
      })
      .then(
        () => 'committed',
        () => 'failed',
      );
    expect([outcome, await count('person_caught')]).toEqual(['failed', 0]);
  });

  it('does not show its work to others before it is done', async () => {
    let seen: number | undefined;
    let look: Promise<void> | undefined;
    await store.system.transaction(async (tx) => {
      await tx.query(insert, ['person_open', '丁', new Date()]);
      look = count('person_open').then((n) => {
        seen = n;
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (store.engine === 'postgres') await look;
    });
    await look;
    // A server answers at once and sees nothing; the embedded store has one connection and answers afterwards.
    expect(seen).toBe(store.engine === 'postgres' ? 0 : 1);
  });

  it('serves many callers at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        (n % 3 ? store.system : store.as(nobody)).query<{ n: number }>('select $1::int as n', [n]),
      ),
    );
    expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });
});

describe('the actor', () => {
  const whoIs = 'select current_user::text as role, bank_person() as person, bank_has_role($1) as has';

  it('is set for its own transaction and no other', async () => {
    const admin = store.as({ audiences: ['public'], personId: 'person_a', roles: ['admin'] });
    expect(await admin.query(whoIs, ['admin'])).toEqual([
      { role: 'bank_app', person: 'person_a', has: true },
    ]);
    expect(await store.as(nobody).query(whoIs, ['admin'])).toEqual([
      { role: 'bank_app', person: null, has: false },
    ]);
    expect(await store.system.query(whoIs, ['admin'])).toEqual([
      { role: 'bank_system', person: null, has: false },
    ]);
  });

  it('cannot see the canary, which the system can', async () => {
    const everything = { audiences: ['public', 'government', 'community', 'agency:moda'], roles: ['admin'] };
    expect(await store.as(everything).query('select c.id from canary c')).toEqual([]);
    expect(await store.system.query('select c.id from canary c')).toEqual([{ id: 1 }]);
  });

  it.each([
    'insert into canary (id, audience_id) values (2, 1)',
    'update canary set id = 3',
    'select * from tokens',
    'select * from sessions',
    "select bank_set_actor('{community}', '', '{admin}')",
    'create table mine (id int)',
    'alter table canary disable row level security',
  ])('may not: %s', async (statement) => {
    await expect(store.as(nobody).query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('leaves its role behind when a statement of it failed', async () => {
    await expect(store.as(nobody).query('select 1 / 0')).rejects.toThrow();
    expect(await store.system.query('select current_user::text as role')).toEqual([{ role: 'bank_system' }]);
  });

  it('is refused when an attribute is not a name', () => {
    expect(() => store.as({ audiences: ["public'); drop table sources; --"], roles: [] })).toThrow(
      'not a valid',
    );
    expect(() => store.as({ audiences: [], personId: "x' or true --", roles: [] })).toThrow('not a valid');
    expect(() => store.as({ audiences: [], roles: ['admin", "reviewer'] })).toThrow('not a valid');
  });

  it('sees the sources of its audiences only', async () => {
    await store.system.query(
      `insert into sources (id, external_id, kind, title, language, audience_id, version, content_hash, origin, created_at, updated_at)
       select 'source_' || a.id, a.name, 'document', a.name, 'zh-TW', a.id, 1, 'x', 'ingest', $1, $1
       from audiences a where a.name in ('public', 'government', 'community')`,
      [new Date()],
    );
    const seen = (audiences: string[]) =>
      store
        .as({ audiences, roles: [] })
        .query<{ title: string }>('select s.title from sources s order by s.title')
        .then((rows) => rows.map((row) => row.title));
    expect(await seen([])).toEqual([]);
    expect(await seen(['public'])).toEqual(['public']);
    expect(await seen(['public', 'community'])).toEqual(['community', 'public']);
    expect(await seen(['agency:nobody-has-this'])).toEqual([]);
  });
});
