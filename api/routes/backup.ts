import { Readable } from 'node:stream';
import { z } from 'zod';
import { backUpStore } from '../../knowledge/audit/back-up-store.ts';
import type { BankApp } from '../app.ts';
import { prefix } from '../capability-route.ts';
import { contextOf } from '../context.ts';
import { describePlain } from '../openapi.ts';

const path = `${prefix}/backup`;

/** GET /backup: what `npm run backup` reads beside a running server. */
export function mountBackup(app: BankApp): void {
  describePlain(
    app,
    path,
    'The whole store as lines of JSON (admin) · 備份整個資料庫',
    { 200: z.string() },
    'application/jsonl',
  );
  app.get(path, async (c) => {
    const lines = await backUpStore(contextOf(c));
    c.header('Cache-Control', 'no-store');
    return c.body(Readable.toWeb(lines) as ReadableStream, 200, { 'Content-Type': 'application/jsonl' });
  });
}
