import type { Bank } from '../../core/context.ts';
import type { Origin, Saved } from '../../knowledge/sources/save-source.ts';
import { saveSource, withdrawSource } from '../../knowledge/sources/save-source.ts';
import { SourceRecord } from '../../knowledge/sources/schema.ts';

export interface TestSource {
  readonly id: string;
  readonly text?: string;
  readonly texts?: readonly string[];
  readonly title?: string;
  readonly visibility?: string;
  readonly language?: string;
  readonly kind?: string;
  readonly keywords?: readonly string[];
  readonly details?: Record<string, unknown>;
}

export function sourceRecord(source: TestSource): SourceRecord {
  const language = source.language ?? 'zh-TW';
  return SourceRecord.parse({
    externalId: source.id,
    kind: source.kind ?? 'document',
    title: source.title ?? `標題 ${source.id}`,
    language,
    visibility: source.visibility ?? 'public',
    details: source.details ?? {},
    passages: (source.texts ?? [source.text ?? `內文 ${source.id}`]).map((text, at) => ({
      section: [`第 ${at + 1} 節`],
      text,
      language,
      keywords: source.keywords ?? [],
    })),
  });
}

/** Stores a source as ingest would. */
export function putSource(bank: Bank, source: TestSource, origin: Origin = 'ingest'): Promise<Saved> {
  return bank.store.system.transaction((tx) =>
    saveSource(tx, sourceRecord(source), { origin, now: bank.now() }),
  );
}

export function dropSource(bank: Bank, id: string, origin: Origin = 'ingest'): Promise<boolean> {
  return bank.store.system.transaction((tx) => withdrawSource(tx, id, { origin, now: bank.now() }));
}
