import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { conflict, notFound } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { withdrawSource } from '../../knowledge/sources/save-source.ts';
import { Visibility } from '../../knowledge/sources/schema.ts';
import { requireListedHost } from '../fetch-address.ts';
import { deleteFeed, type FeedRow, insertFeed, makeFeedDue, selectFeeds } from './queries.ts';
import { allowedFolder } from './sync-feed.ts';

const title = { 'zh-TW': '定期同步', en: 'Regular reading' };
const feedWord = { 'zh-TW': '同步來源', en: 'feed' };
const Id = z.object({ id: z.string().min(1).max(100) });

const Outcome = z.object({
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  failed: z.number().int(),
  problem: z.object({ 'zh-TW': z.string(), en: z.string() }).optional(),
});

const Feed = z.object({
  id: z.string(),
  kind: z.enum(['url', 'folder']),
  location: z.string(),
  visibility: z.string(),
  everyHours: z.number().int(),
  /** Files it held when it was last read. */
  files: z.number().int(),
  dueAt: z.string(),
  checkedAt: z.string().nullable(),
  outcome: Outcome.nullable(),
});

function shown({ items, dueAt, checkedAt, etag: _etag, lastModified: _modified, ...feed }: FeedRow) {
  return {
    ...feed,
    files: Object.keys(items).length,
    dueAt: dueAt.toISOString(),
    checkedAt: checkedAt?.toISOString() ?? null,
  };
}

export const listFeeds = defineCapability({
  name: 'list-document-feeds',
  title,
  description: {
    'zh-TW': '列出定期重新讀取的網址與資料夾，以及最近一次的結果。',
    en: 'Addresses and folders that are read again on a schedule, each with what its last reading gave.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(Feed) }),
  allow: ['admin'],
  acts: false,
  async run(ctx) {
    return { items: (await selectFeeds(ctx.bank.store.system)).map(shown) };
  },
});

const NewFeed = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  folder: z.string().min(1).max(1_000).optional(),
  visibility: Visibility.default('government'),
  everyHours: z.coerce.number().int().min(1).max(8_760).default(24),
});

export const addFeed = defineCapability({
  name: 'add-document-feed',
  title,
  description: {
    'zh-TW':
      '定期重新讀取一個網址（FETCH_ALLOW）或伺服器資料夾（INGEST_FOLDERS）：有變更就更新，移除就下架。',
    en: 'Reads an address (FETCH_ALLOW) or a folder of the server (INGEST_FOLDERS) again on a schedule: changes become new versions, what is gone is withdrawn.',
  },
  input: NewFeed.refine(({ url, folder }) => (url === undefined) !== (folder === undefined), {
    path: ['url'],
  }),
  output: Feed,
  allow: ['admin'],
  acts: true,
  async run(ctx, { url, folder, visibility, everyHours }) {
    if (url !== undefined) requireListedHost(url, ctx.bank.config.fetchAllow);
    const location = url ?? (await allowedFolder(ctx.bank, folder!));
    return ctx.bank.store.system.transaction(async (tx) => {
      const { personId: by } = ctx.actor;
      const kind = url === undefined ? 'folder' : 'url';
      const id = newId('feed', ctx.now());
      const feed = await insertFeed(tx, {
        id,
        kind,
        location,
        visibility,
        everyHours,
        createdBy: by,
        now: ctx.now(),
      });
      if (!feed) throw conflict({ 'zh-TW': '這個來源已在同步清單中。', en: 'This place is read already.' });
      await recordAudit(tx, { at: ctx.now(), actor: by, action: 'add-feed', object: id, detail: { kind } });
      return shown(feed);
    });
  },
});

export const syncFeedSoon = defineCapability({
  name: 'sync-document-feed',
  title,
  description: {
    'zh-TW': '請伺服器在一分鐘內重新讀取一個同步來源。',
    en: 'Has a feed read again within a minute.',
  },
  input: Id,
  output: z.object({ id: z.string(), dueAt: z.string() }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id }) {
    if (!(await makeFeedDue(ctx.bank.store.system, id, ctx.now()))) throw notFound(feedWord);
    return { id, dueAt: ctx.now().toISOString() };
  },
});

export const removeFeed = defineCapability({
  name: 'remove-document-feed',
  title,
  description: {
    'zh-TW': '停止同步一個來源；withdraw 為 true 時，由它匯入的文件一併下架。',
    en: 'Stops reading a feed; with `withdraw` the documents that came from it are withdrawn too.',
  },
  input: Id.extend({ withdraw: z.union([z.boolean(), z.stringbool()]).default(false) }),
  output: z.object({ id: z.string(), withdrawn: z.number().int() }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id, withdraw }) {
    return ctx.bank.store.system.transaction(async (tx) => {
      const feed = await deleteFeed(tx, id);
      if (!feed) throw notFound(feedWord);
      const ids = withdraw ? Object.values(feed.items).flatMap((item) => item.ids) : [];
      let withdrawn = 0;
      for (const one of ids)
        if (await withdrawSource(tx, one, { origin: 'ingest', now: ctx.now() })) withdrawn += 1;
      const { personId: actor } = ctx.actor;
      await recordAudit(tx, {
        at: ctx.now(),
        actor,
        action: 'remove-feed',
        object: id,
        detail: { withdrawn },
      });
      return { id, withdrawn };
    });
  },
});
