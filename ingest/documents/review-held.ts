import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { PersonalDataKind } from '../../knowledge/privacy/schema.ts';
import { insertJob, type JobPayload } from '../queries.ts';
import { removeHeldBytes } from './held-files.ts';
import { selectHeldFiles, settleHeldFile } from './queries.ts';

const title = { 'zh-TW': '待審文件', en: 'Documents held for review' };
const heldWord = { 'zh-TW': '待審文件', en: 'held file' };
const Id = z.object({ id: z.string().min(1).max(100) });
const shownAtOnce = 200;

export const listHeldFiles = defineCapability({
  name: 'list-held-files',
  title,
  description: {
    'zh-TW': '列出因含個人資料而保留待審的文件，以及各類個資的件數（不含內容）。',
    en: 'Documents held because of personal data, with how often each kind was found, never what it was.',
  },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        visibility: z.string(),
        found: z.partialRecord(PersonalDataKind, z.number().int()),
        createdAt: z.string(),
      }),
    ),
  }),
  allow: ['admin'],
  acts: false,
  async run(ctx) {
    const rows = await selectHeldFiles(ctx.bank.store.system, shownAtOnce);
    return {
      items: rows.map(({ id, name, payload, found, createdAt }) => ({
        id,
        name,
        visibility: payload.visibility,
        found,
        createdAt: createdAt.toISOString(),
      })),
    };
  },
});

export const releaseHeldFile = defineCapability({
  name: 'release-held-file',
  title,
  description: {
    'zh-TW': '放行一份待審文件：遮蔽個資後匯入（mask），或依原文匯入（keep）。',
    en: 'Takes in a held document: with its personal data masked, or as it is (`keep`).',
  },
  input: Id.extend({ how: z.enum(['mask', 'keep']) }),
  output: z.object({ jobId: z.string() }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id, how }) {
    const now = ctx.now();
    const { personId: by } = ctx.actor;
    return ctx.bank.store.system.transaction(async (tx) => {
      const held = await settleHeldFile(tx, id, { state: 'released', by, now });
      if (!held) throw notFound(heldWord);
      const { file, visibility, url } = held.payload;
      const payload: JobPayload = { file, visibility, personalData: how, ...(url !== undefined && { url }) };
      const jobId = newId('job', now);
      await insertJob(tx, { id: jobId, name: held.name, payload, createdBy: by, now });
      await recordAudit(tx, { at: now, actor: by, action: 'release-held-file', object: id, detail: { how } });
      return { jobId };
    });
  },
});

export const dropHeldFile = defineCapability({
  name: 'drop-held-file',
  title,
  description: {
    'zh-TW': '捨棄一份待審文件，並刪除檔案。',
    en: 'Drops a held document and deletes the file.',
  },
  input: Id,
  output: z.object({ id: z.string() }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id }) {
    const now = ctx.now();
    const { personId: by } = ctx.actor;
    const held = await ctx.bank.store.system.transaction(async (tx) => {
      const settled = await settleHeldFile(tx, id, { state: 'dropped', by, now });
      if (settled)
        await recordAudit(tx, { at: now, actor: by, action: 'drop-held-file', object: id, detail: {} });
      return settled;
    });
    if (!held) throw notFound(heldWord);
    await removeHeldBytes(ctx.bank, held.payload);
    return { id };
  },
});
