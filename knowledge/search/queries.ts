import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { SourceKind } from '../sources/schema.ts';
import type { QuestionTerm } from './question-terms.ts';
import { ENTRY_WEIGHT, settings } from './settings.ts';

/** Passages of one audience, language and kind that were saved together. */
export interface NewChunk {
  /** the lowest of `nos` */
  readonly id: number;
  readonly audienceId: number;
  readonly language: Language;
  readonly kind: SourceKind;
  readonly nos: readonly number[];
  readonly postings: ReadonlyMap<string, readonly number[]>;
}

export async function insertChunks(tx: Queryable, chunks: readonly NewChunk[]): Promise<void> {
  await tx.query(
    `insert into search_chunks (id, audience_id, language, kind, passages)
     select c.id, c.audience_id, c.language, c.kind, c.passages
       from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::int[])
              as c (id, audience_id, language, kind, passages)`,
    [
      chunks.map((chunk) => chunk.id),
      chunks.map((chunk) => chunk.audienceId),
      chunks.map((chunk) => chunk.language),
      chunks.map((chunk) => chunk.kind),
      chunks.map((chunk) => chunk.nos.length),
    ],
  );
}

export async function insertSearchPassages(tx: Queryable, chunks: readonly NewChunk[]): Promise<void> {
  const rows = chunks.flatMap(({ id, nos }) => nos.map((no) => ({ id, no })));
  await tx.query(
    `insert into search_passages (no, chunk_id, audience_id, valid_from, valid_to)
     select p.no, n.chunk_id, p.audience_id, p.valid_from, p.valid_to
       from unnest($1::bigint[], $2::bigint[]) as n (no, chunk_id)
       join passages p on p.no = n.no`,
    [rows.map((row) => row.no), rows.map((row) => row.id)],
  );
}

export async function insertPostings(tx: Queryable, chunks: readonly NewChunk[]): Promise<void> {
  const rows = chunks.flatMap((chunk) =>
    [...chunk.postings].map(([term, entries]) => ({ chunk, term, entries })),
  );
  await tx.query(
    `insert into search_postings (term, language, chunk_id, audience_id, passages, entries)
     select t.term, t.language, t.chunk_id, t.audience_id, t.passages, t.entries::int[]
       from unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::int[], $6::text[])
              as t (term, language, chunk_id, audience_id, passages, entries)`,
    [
      rows.map((row) => row.term),
      rows.map((row) => row.chunk.language),
      rows.map((row) => row.chunk.id),
      rows.map((row) => row.chunk.audienceId),
      rows.map((row) => row.entries.length),
      rows.map((row) => `{${row.entries.join(',')}}`),
    ],
  );
}

/** Mean of a source's passages of one language in the hashed gloss space. */
export interface NewPlace {
  readonly sourceId: string;
  readonly language: Language;
  readonly audienceId: number;
  readonly kind: SourceKind;
  /** vector as text */
  readonly middle: string;
}

export async function insertPlaces(tx: Queryable, places: readonly NewPlace[]): Promise<void> {
  await tx.query(
    `insert into search_places (source_id, language, audience_id, kind, middle)
     select p.source_id, p.language, p.audience_id, p.kind, p.middle::vector
       from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[])
              as p (source_id, language, audience_id, kind, middle)`,
    [
      places.map((place) => place.sourceId),
      places.map((place) => place.language),
      places.map((place) => place.audienceId),
      places.map((place) => place.kind),
      places.map((place) => place.middle),
    ],
  );
}

export async function deletePlaces(tx: Queryable, nos: readonly number[]): Promise<void> {
  await tx.query(
    `delete from search_places l
      where l.source_id in (
        select p.source_id from passages p join search_passages i on i.no = p.no where p.no = any ($1::bigint[]))`,
    [nos],
  );
}

/** Two that take passages out of one chunk take turns: the second must see what the first left of the entries. */
export async function lockChunks(tx: Queryable, nos: readonly number[]): Promise<void> {
  await tx.query(
    `select c.id from search_chunks c
      where c.id in (select p.chunk_id from search_passages p where p.no = any ($1::bigint[]))
      order by c.id for update`,
    [nos],
  );
}

/** Rewrites the postings of the chunks touched. Uses search_passages_pkey and search_postings_chunk. */
export async function deleteEntries(tx: Queryable, nos: readonly number[]): Promise<void> {
  await tx.query(
    `with gone as (
       select p.chunk_id, array_agg((p.no - p.chunk_id)::int) as places
         from search_passages p where p.no = any ($1::bigint[]) group by p.chunk_id),
     remaining as materialized (
       select t.term, t.language, t.chunk_id, t.passages, r.entries
         from gone g
         join search_postings t on t.chunk_id = g.chunk_id
        cross join lateral (
          select array_agg(e.entry order by e.entry) as entries
            from unnest(t.entries) as e (entry) where (e.entry >> 16) <> all (g.places)) r
        where r.entries is null or cardinality(r.entries) < t.passages),
     emptied as (
       delete from search_postings t using remaining r
        where r.entries is null
          and t.term = r.term and t.language = r.language and t.chunk_id = r.chunk_id)
     update search_postings t set entries = r.entries, passages = cardinality(r.entries)
       from remaining r
      where r.entries is not null
        and t.term = r.term and t.language = r.language and t.chunk_id = r.chunk_id`,
    [nos],
  );
}

export async function deleteSearchPassages(tx: Queryable, nos: readonly number[]): Promise<void> {
  await tx.query(
    `with gone as (delete from search_passages p where p.no = any ($1::bigint[]) returning p.chunk_id),
     counts as (select g.chunk_id, count(*) as passages from gone g group by g.chunk_id),
     emptied as (
       delete from search_chunks c using counts n where c.id = n.chunk_id and c.passages = n.passages)
     update search_chunks c set passages = c.passages - n.passages
       from counts n where c.id = n.chunk_id and c.passages > n.passages`,
    [nos],
  );
}

export interface RankInput {
  readonly terms: readonly QuestionTerm[];
  readonly language: Language;
  /** Kinds of source to look in; absent = all. */
  readonly kinds?: readonly SourceKind[] | undefined;
  /** `YYYY-MM-DD`; passages outside their validity are left out. */
  readonly today: string;
  /** Hits per language lane. */
  readonly limit: number;
  /** Postings read per lane: the heaviest terms are taken first, at least `fewestTerms` of them. */
  readonly budget: number;
  readonly fewestTerms: number;
}

/** A passage found, with what a reply needs of it. */
export interface PassageHit {
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
  /** Share (0 to 1) of the score a passage holding every term in plenty would reach; comparable within a lane. */
  score: number;
  /** Share (0 to 1) of what was asked, by rarity, that the passage holds at all. */
  coverage: number;
}

/**
 * BM25 in both language lanes at once, best first in each. Document counts are sums over the rows the actor may
 * see, so nothing hidden moves a score.
 *
 * Plan: counting a term is one range of search_postings_pkey alone, and only the terms chosen by it are read
 * (`offset 0` keeps the planner, which has no statistics on a fresh embedded store, from reading the whole table, and
 * `is true` from joining the chunks first and reading every term's rows again for each of them); only the hits shown
 * touch passages_no_key and sources_pkey.
 */
export async function rankPassages(db: Queryable, input: RankInput): Promise<PassageHit[]> {
  return db.query<PassageHit>(
    `with lanes as (
       select c.language, c.language = $4 as own, sum(c.passages)::real as passages
         from search_chunks c group by c.language),
     weighed as (
       select a.term, l.language, l.own, n.passages,
              a.weight * ln(1 + (l.passages - n.passages + 0.5) / (n.passages + 0.5)) as weight
         from lanes l
        cross join lateral (
          select q.term, case when l.own then q.own else q.other end as weight
            from unnest($1::text[], $2::real[], $3::real[]) as q (term, own, other)) a
        cross join lateral (
          select coalesce(sum(t.passages), 0) as passages
            from search_postings t where t.term = a.term and t.language = l.language offset 0) n
        where a.weight > 0),
     ideal as (
       select w.language, sum(w.weight) as weight from weighed w group by w.language),
     chosen as (
       select r.term, r.language, r.own, r.weight from (
         select w.term, w.language, w.own, w.weight,
                row_number() over heaviest as place, sum(w.passages) over heaviest as cost
           from weighed w where w.passages > 0
         window heaviest as (partition by w.language order by w.weight desc, w.term)) r
        where r.cost <= $5 or r.place <= $6),
     searched as (
       select c.id from search_chunks c where $7::text[] is null or c.kind = any ($7)),
     outdated as (
       select p.no from search_passages p
        where (p.valid_from is not null or p.valid_to is not null)
          and (p.valid_from > $8::date or p.valid_to < $8::date)),
     scored as (
       select e.chunk_id + (e.entry >> 16) as no, e.own,
              sum(e.weight * (e.entry & 65535)) as score, sum(e.weight) as matched
         from (select c.own, c.weight, t.chunk_id, unnest(t.entries) as entry
                 from chosen c
                cross join lateral (
                  select t.chunk_id, t.entries from search_postings t
                   where t.term = c.term and t.language = c.language offset 0) t
                where (t.chunk_id in (select s.id from searched s)) is true) e
        group by 1, 2),
     ranked as (
       select s.no, s.score, s.matched,
              row_number() over (partition by s.own order by s.score desc, s.no) as place
         from scored s where s.no not in (select o.no from outdated o))
     select p.id as "passageId", s.id as "sourceId", s.external_id as "externalId", p.version, s.kind, s.title,
            s.title_en as "titleEn", p.section, p.text, p.language, s.url,
            r.score / (i.weight * $10) as score, r.matched / i.weight as coverage
       from ranked r
       join passages p on p.no = r.no
       join ideal i on i.language = p.language
       join sources s on s.id = p.source_id
      where r.place <= $9
      order by p.language = $4 desc, r.place`,
    [
      input.terms.map(({ term }) => term),
      input.terms.map(({ own }) => own),
      input.terms.map(({ other }) => other),
      input.language,
      input.budget,
      input.fewestTerms,
      input.kinds ?? null,
      input.today,
      input.limit,
      ENTRY_WEIGHT * (settings.k1 + 1),
    ],
  );
}

export interface SimilarSource {
  sourceId: string;
  externalId: string;
  kind: SourceKind;
  title: string;
  titleEn: string | null;
  /** Cosine (-1 to 1) between the sources' mean vectors, seen from the middle of all. */
  score: number;
}

/** Sources of the same kind that lie nearest. Plan: reads the places of one kind, a few hundred rows. */
export async function selectSimilarSources(
  db: Queryable,
  sourceId: string,
  limit: number,
): Promise<SimilarSource[]> {
  return db.query<SimilarSource>(
    `with means as (
       select c.source_id, avg(c.middle) as mean
         from search_places c
        where c.kind = (select s.kind from sources s where s.id = $1)
        group by c.source_id),
     centre as materialized (select avg(m.mean) as mean from means m),
     placed as materialized (
       select m.source_id, m.mean - (select c.mean from centre c) as place from means m),
     near as (
       select p.source_id, 1 - (p.place <=> (select o.place from placed o where o.source_id = $1)) as score
         from placed p
        where p.source_id <> $1 and exists (select from placed o where o.source_id = $1))
     select s.id as "sourceId", s.external_id as "externalId", s.kind, s.title, s.title_en as "titleEn", n.score
       from near n join sources s on s.id = n.source_id
      order by n.score desc, s.id
      limit $2`,
    [sourceId, limit],
  );
}
