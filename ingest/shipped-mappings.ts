import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ColumnMapping } from './column-mapping.ts';

const folder = new URL('./mappings/', import.meta.url);
let loaded: ColumnMapping[] | undefined;

/** Mappings of files known to be public, kept in `ingest/mappings/`. */
function shippedMappings(): ColumnMapping[] {
  loaded ??= readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ColumnMapping.parse(parse(readFileSync(new URL(name, folder), 'utf8'))));
  return loaded;
}

/** The mapping made for a file with these columns; undefined when there is none. */
export function shippedMappingFor(columns: readonly string[]): ColumnMapping | undefined {
  return shippedMappings().find(({ matches }) => matches?.every((column) => columns.includes(column)));
}
