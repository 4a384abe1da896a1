import { z } from 'zod';

/**
 * A backup is lines of JSON: a head, then for each table a line with its name and columns followed by its rows as
 * PostgreSQL's `to_jsonb` gives them, then files of the data folder, then an end that counts the rows. One that
 * lacks its end is not whole. No column's name begins with @, so no row is taken for one of these lines.
 */
export const Head = z.object({
  '@backup': z.literal('ai-governance-knowledge-bank'),
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  engine: z.enum(['pglite', 'postgres']),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })).min(1),
});
export type Head = z.infer<typeof Head>;

export const TableLine = z.object({ '@table': z.string().regex(/^[a-z_0-9]{1,63}$/), columns: z.string() });
export const FileLine = z.object({
  /** Below the data folder. */
  '@file': z.string().regex(/^keys\/[\w.-]{1,200}$/),
  base64: z.string(),
});
export const EndLine = z.object({ '@end': z.literal(true), rows: z.number().int() });

/** One line at a time, in order. */
export type WriteLine = (line: string) => Promise<void> | void;
