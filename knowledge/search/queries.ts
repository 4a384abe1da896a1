import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { SourceKind } from '../sources/schema.ts';
import type { QuestionTerm } from './question-terms.ts';
import { ENTRY_WEIGHT, settings } from './settings.ts';

/** Passages of one source version and language, indexed and taken out together. */
export interface NewChunk {
  readonly id: number;
  readonly audienceId: number;
  readonly language: Language;
  readonly nos: readonly number[];
  /** Mean of the passages' vectors, as text. */
  readonly middle: string;
  readonly postings: ReadonlyMap<string, readonly number[]>;
}

export async function insertChunks(tx: Queryable, chunks: readonly NewChunk[]): Promise<void> {
  await tx.query(
    `insert into search_chunks (id, audience_id, language, source_id, kind, passages, middle)
     select c.id, c.audience_id, c.language, s.id, s.kind, c.passages, c.middle::vector
       from unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::text[])
              as c (id, audience_id, language, passages, middle)
       join passages p on p.no = c.id
       join sources s on s.id = p.source_id`,
    [
      chunks.map((chunk) => chunk.id),
      chunks.map((chunk) => chunk.audienceId),
      chunks.map((chunk) => chunk.language),
      chunks.map((chunk) => chunk.nos.length),
      chunks.map((chunk) => chunk.middle),
    ],
  );
}

export async function insertSearchPassages(tx: Queryable, chunks: readonly NewChunk[]): Promise<void> {
  const rows = chunks.flatMap(({ id, nos }) => nos.map((no) => ({ id, no })));
  await tx.query(
    `insert into search_passages (no, chunk_id, source_id, audience_id, kind, valid_from, valid_to)
     select p.no, n.chunk_id, p.source_id, p.audience_id, s.kind, p.valid_from, p.valid_to
       from unnest($1::bigint[], $2::bigint[]) as n (no, chunk_id)
       join passages p on p.no = n.no
       join sources s on s.id = p.source_id`,
    [rows.map((row) => row.no), rows.map((row) => row.id)],
  );
}

export async function insertPostings(tx: Queryable, chunks: readonly NewChunk[]): Promise<void> {
  const rows = chunks.flatMap((chunk) =>
    [...chunk.postings].map(([term, entries]) => ({ chunk, term, entries })),
  );
  await tx.query(
    `insert into search_postings (term, chunk_id, audience_id, language, entries)
     select t.term, t.chunk_id, t.audience_id, t.language, t.entries::bigint[]
       from unnest($1::text[], $2::bigint[], $3::int[], $4::text[], $5::text[])
              as t (term, chunk_id, audience_id, language, entries)`,
    [
      rows.map((row) => row.term),
      rows.map((row) => row.chunk.id),
      rows.map((row) => row.chunk.audienceId),
      rows.map((row) => row.chunk.language),
      rows.map((row) => `{${row.entries.join(',')}}`),
    ],
  );
}

/** Removes the chunks these passages were indexed in. Uses search_passages_pkey and search_postings_chunk. */
export async function deleteChunks(tx: Queryable, nos: readonly number[]): Promise<void> {
  await tx.query(
    `with gone as (
       delete from search_chunks c
        where c.id in (select p.chunk_id from search_passages p where p.no = any ($1::bigint[]))
       returning c.id)
     delete from search_postings t where t.chunk_id in (select g.id from gone g)`,
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
 * Plan: per term one range of search_postings_pkey (`offset 0` keeps the planner, which has no statistics on a
 * fresh embedded store, from reading the whole table); candidates meet search_passages, which is narrow, by hash;
 * only the hits shown touch passages_no_key and sources_pkey.
 */
export async function rankPassages(db: Queryable, input: RankInput): Promise<PassageHit[]> {
  return db.query<PassageHit>(
    `with asked as (
       select a.term, a.own, a.other
         from unnest($1::text[], $2::real[], $3::real[]) as a (term, own, other)),
     lanes as (
       select c.language, c.language = $4 as own, sum(c.passages)::real as passages
         from search_chunks c group by c.language),
     found as materialized (
       select a.term, p.language, p.entries
         from asked a
        cross join lateral (
          select t.language, t.entries from search_postings t where t.term = a.term offset 0) p),
     counted as (
       select f.term, f.language, sum(cardinality(f.entries))::real as passages
         from found f group by f.term, f.language),
     weighed as (
       select a.term, l.language, c.passages,
              case when l.own then a.own else a.other end
                * ln(1 + (l.passages - coalesce(c.passages, 0) + 0.5) / (coalesce(c.passages, 0) + 0.5)) as weight
         from asked a cross join lanes l
         left join counted c on c.term = a.term and c.language = l.language),
     ideal as (
       select w.language, sum(w.weight) as weight from weighed w group by w.language),
     chosen as (
       select r.term, r.language, r.weight from (
         select w.term, w.language, w.weight,
                row_number() over heaviest as place, sum(w.passages) over heaviest as cost
           from weighed w where w.passages is not null and w.weight > 0
         window heaviest as (partition by w.language order by w.weight desc, w.term)) r
        where r.cost <= $5 or r.place <= $6),
     scored as (
       select e.entry >> 16 as no, e.language, sum(e.weight * (e.entry & 65535)) as score, sum(e.weight) as matched
         from (select f.language, c.weight, unnest(f.entries) as entry
                 from found f join chosen c on c.term = f.term and c.language = f.language) e
        group by 1, 2),
     ranked as (
       select s.no, s.language, s.score, s.matched,
              row_number() over (partition by s.language order by s.score desc, s.no) as place
         from scored s join search_passages p on p.no = s.no
        where ($7::text[] is null or p.kind = any ($7))
          and (p.valid_from is null or p.valid_from <= $8::date)
          and (p.valid_to is null or p.valid_to >= $8::date))
     select p.id as "passageId", s.id as "sourceId", s.external_id as "externalId", p.version, s.kind, s.title,
            s.title_en as "titleEn", p.section, p.text, p.language, s.url,
            r.score / (i.weight * $10) as score, r.matched / i.weight as coverage
       from ranked r
       join ideal i on i.language = r.language
       join passages p on p.no = r.no
       join sources s on s.id = p.source_id
      where r.place <= $9
      order by r.language = $4 desc, r.place`,
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

/** Sources of the same kind that lie nearest. Plan: reads the chunks of one kind, a few hundred rows. */
export async function selectSimilarSources(
  db: Queryable,
  sourceId: string,
  limit: number,
): Promise<SimilarSource[]> {
  return db.query<SimilarSource>(
    `with means as (
       select c.source_id, avg(c.middle) as mean
         from search_chunks c
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
