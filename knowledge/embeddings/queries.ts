import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { SourceKind } from '../sources/schema.ts';

export interface EmbeddingSet {
  no: number;
  model: string;
  address: string;
  dimensions: number;
  state: 'building' | 'active' | 'retired';
  createdAt: Date;
  activatedAt: Date | null;
}

const setColumns = `s.no, s.model, s.address, s.dimensions, s.state, s.created_at as "createdAt", s.activated_at as "activatedAt"`;

export async function selectSets(db: Queryable): Promise<EmbeddingSet[]> {
  return db.query<EmbeddingSet>(`select ${setColumns} from embedding_sets s order by s.no`);
}

/** Uses embedding_sets_active. */
export async function selectActiveSet(db: Queryable): Promise<EmbeddingSet | undefined> {
  const rows = await db.query<EmbeddingSet>(
    `select ${setColumns} from embedding_sets s where s.state = 'active'`,
  );
  return rows[0];
}

/** Sets of this model and size, with the cosine (-1 to 1) between their probe and this one. */
export async function selectLikeSets(
  db: Queryable,
  model: string,
  probe: string,
  dimensions: number,
): Promise<(EmbeddingSet & { likeness: number })[]> {
  return db.query(
    `select ${setColumns}, 1 - (s.probe <=> $2::vector) as likeness
       from embedding_sets s where s.model = $1 and s.dimensions = $3 and s.state <> 'retired'`,
    [model, probe, dimensions],
  );
}

export async function openSet(
  db: Queryable,
  set: { model: string; address: string; dimensions: number; probe: string; now: Date },
): Promise<number> {
  const rows = await db.query<{ no: number }>(
    'select bank_open_embedding_set($1, $2, $3::int, $4::vector, $5::timestamptz) as no',
    [set.model, set.address, set.dimensions, set.probe, set.now],
  );
  return rows[0]!.no;
}

export async function updateAddress(db: Queryable, no: number, address: string): Promise<void> {
  await db.query('update embedding_sets set address = $2 where no = $1', [no, address]);
}

export async function retireSets(tx: Queryable, state: 'building' | 'active', but: number): Promise<void> {
  await tx.query(`update embedding_sets set state = 'retired' where state = $1 and no <> $2`, [state, but]);
}

export async function activateSet(tx: Queryable, no: number, now: Date): Promise<void> {
  await tx.query(`update embedding_sets set state = 'active', activated_at = $2 where no = $1`, [no, now]);
}

export async function dropSet(db: Queryable, no: number): Promise<void> {
  await db.query('select bank_drop_embedding_set($1::int)', [no]);
}

/** A passage as a model reads it. */
export interface PassageToEmbed {
  no: number;
  title: string;
  section: string[];
  text: string;
}

/** Searchable passages a model may see. */
const visible = `($2 or i.audience_id = (select a.id from audiences a where a.name = 'public'))`;
const missing = `${visible} and not exists (select from embeddings e where e.set_no = $1 and e.passage_no = i.no)`;

/** What a set lacks, oldest first. Uses search_passages_pkey and the set's own primary key. */
export async function selectMissing(
  db: Queryable,
  { setNo, seesAll, after, limit }: { setNo: number; seesAll: boolean; after: number; limit: number },
): Promise<PassageToEmbed[]> {
  return db.query<PassageToEmbed>(
    `select i.no, s.title, p.section, p.text
       from search_passages i join passages p on p.no = i.no join sources s on s.id = p.source_id
      where i.no > $3 and ${missing} order by i.no limit $4`,
    [setNo, seesAll, after, limit],
  );
}

/** Stores vectors of passages that are still searchable; null for one the model would not take. */
export async function insertEmbeddings(
  tx: Queryable,
  setNo: number,
  rows: readonly { no: number; vector: string | null }[],
): Promise<void> {
  await tx.query(
    `insert into embeddings (set_no, passage_no, audience_id, language, kind, vector)
     select $1, i.no, i.audience_id, p.language, s.kind, v.vector::vector
       from unnest($2::bigint[], $3::text[]) as v (no, vector)
       join search_passages i on i.no = v.no
       join passages p on p.no = i.no
       join sources s on s.id = p.source_id
     on conflict do nothing`,
    [setNo, rows.map((row) => row.no), rows.map((row) => row.vector)],
  );
}

export interface SetCounts {
  /** Passages with a vector. */
  embedded: number;
  /** Passages the model would not take. */
  refused: number;
  /** Passages still to come. */
  missing: number;
  /** Passages the model may not see. */
  unseen: number;
}

export async function countSet(db: Queryable, setNo: number, seesAll: boolean): Promise<SetCounts> {
  const rows = await db.query<SetCounts>(
    `select count(*) filter (where e.passage_no is not null and e.vector is not null) as embedded,
            count(*) filter (where e.passage_no is not null and e.vector is null) as refused,
            count(*) filter (where e.passage_no is null and ${visible}) as missing,
            count(*) filter (where e.passage_no is null and not ${visible}) as unseen
       from search_passages i left join embeddings e on e.set_no = $1 and e.passage_no = i.no`,
    [setNo, seesAll],
  );
  return rows[0]!;
}

export interface NearInput {
  readonly set: Pick<EmbeddingSet, 'no' | 'dimensions'>;
  /** vector as text */
  readonly vector: string;
  readonly kinds?: readonly SourceKind[] | undefined;
  readonly limit: number;
  /** Passages whose nearness is wanted whatever it is. */
  readonly passageIds: readonly string[];
  /** `YYYY-MM-DD` */
  readonly today: string;
}

export interface NearPassage {
  passageId: string;
  sourceId: string;
  externalId: string;
  version: number;
  kind: SourceKind;
  title: string;
  titleEn: string | null;
  section: string[];
  text: string;
  language: Language;
  url: string | null;
  /** Cosine, -1 to 1. */
  nearness: number;
}

const lane = (language: Language, distance: string) =>
  `(select e.passage_no, ${distance} as distance from embeddings e
     where e.set_no = $2 and e.language = '${language}' and e.vector is not null
       and ($3::text[] is null or e.kind = any ($3))
     order by ${distance} limit $4)`;

/**
 * Passages nearest to a vector in each language, and the nearness of given ones; nearest first. Run it in a
 * transaction of its own. Plan: the set's HNSW index of each language; the scan goes on until enough rows pass the
 * policy and the kinds.
 */
export async function selectNear(tx: Queryable, input: NearInput): Promise<NearPassage[]> {
  const dimensions = Math.trunc(input.set.dimensions);
  const distance = `e.vector::vector(${dimensions}) <=> $1::vector(${dimensions})`;
  await tx.query(
    `select set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', '100', true)`,
  );
  return tx.query<NearPassage>(
    `with near as (
       ${lane('zh-TW', distance)} union all ${lane('en', distance)}
       union all
       select e.passage_no, ${distance} as distance
         from passages p join embeddings e on e.set_no = $2 and e.passage_no = p.no
        where p.id = any ($5::text[]) and e.vector is not null),
     found as (select n.passage_no, min(n.distance) as distance from near n group by n.passage_no)
     select p.id as "passageId", s.id as "sourceId", s.external_id as "externalId", p.version, s.kind, s.title,
            s.title_en as "titleEn", p.section, p.text, p.language, s.url, 1 - f.distance as nearness
       from found f
       join search_passages i on i.no = f.passage_no
       join passages p on p.no = i.no
       join sources s on s.id = p.source_id
      where (i.valid_from is null or i.valid_from <= $6::date) and (i.valid_to is null or i.valid_to >= $6::date)
      order by f.distance, p.no`,
    [input.vector, input.set.no, input.kinds ?? null, input.limit, input.passageIds, input.today],
  );
}
