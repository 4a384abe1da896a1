import { z } from 'zod';
import { defineCapability } from '../core/capability.ts';
import { invalidInput, notFound } from '../core/errors.ts';
import { Visibility } from '../knowledge/sources/schema.ts';
import { acceptFile } from './accept-file.ts';
import { ColumnMapping } from './column-mapping.ts';
import { fetchAddress } from './fetch-address.ts';
import { JobReply } from './job.ts';
import { selectJob, selectLatestJobs } from './queries.ts';
import { isReadable, readableExtensions } from './read-file.ts';

const FileName = z.string().min(1).max(200);

const IngestFile = z.object({
  file: z.object({ name: FileName, bytes: z.instanceof(Uint8Array) }),
  visibility: Visibility.default('government'),
  mapping: ColumnMapping.optional(),
});

const IngestAddress = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  visibility: Visibility.default('government'),
  mapping: ColumnMapping.optional(),
});

const Accepted = z.object({ jobId: z.string() });

const title = { 'zh-TW': '匯入資料', en: 'Ingest' };

function requireReadable(name: string): void {
  if (isReadable(name)) return;
  const known = readableExtensions.map((extension) => `.${extension}`).join(' ');
  throw invalidInput({
    'zh-TW': `不支援這種檔案；目前可讀取 ${known}。`,
    en: `This kind of file is not supported; readable are ${known}.`,
  });
}

export const ingestFile = defineCapability({
  name: 'ingest-file',
  title,
  description: {
    'zh-TW':
      '匯入文件（PDF、Word、PowerPoint、Excel、OpenDocument、HTML、純文字、Markdown）或 JSONL、CSV 紀錄；受理後立即回覆，進度另查。',
    en: 'Takes in a document (PDF, Word, PowerPoint, Excel, OpenDocument, HTML, plain text, Markdown) or records (JSONL, CSV); replies at once, progress is asked for separately.',
  },
  input: IngestFile,
  output: Accepted,
  allow: ['admin'],
  acts: true,
  async run(ctx, { file, visibility, mapping }) {
    requireReadable(file.name);
    return acceptFile(ctx.bank, { ...file, visibility, mapping, by: ctx.actor.personId });
  },
});

export const ingestAddress = defineCapability({
  name: 'ingest-address',
  title,
  description: {
    'zh-TW': '由 FETCH_ALLOW 允許的主機下載檔案並匯入。',
    en: 'Downloads a file from a host in FETCH_ALLOW and takes it in.',
  },
  input: IngestAddress,
  output: Accepted,
  allow: ['admin'],
  acts: true,
  async run(ctx, { url, visibility, mapping }) {
    const { name, bytes } = await fetchAddress(url, ctx.bank.config.fetchAllow);
    requireReadable(name);
    return acceptFile(ctx.bank, { name, bytes, visibility, mapping, by: ctx.actor.personId, url });
  },
});

export const getIngestJob = defineCapability({
  name: 'get-ingest-job',
  title: { 'zh-TW': '匯入進度', en: 'Progress of an ingest' },
  description: {
    'zh-TW': '查詢匯入工作的進度與逐行錯誤。',
    en: 'How far an ingest is, with errors by line.',
  },
  input: z.object({ jobId: z.string().min(1).max(100) }),
  output: JobReply,
  allow: ['admin'],
  acts: false,
  async run(ctx, { jobId }) {
    const job = await selectJob(ctx.bank.store.system, jobId);
    if (!job) throw notFound({ 'zh-TW': '匯入工作', en: 'ingest job' });
    return job;
  },
});

const jobsShown = 30;

export const listIngestJobs = defineCapability({
  name: 'list-ingest-jobs',
  title: { 'zh-TW': '最近的匯入', en: 'Latest ingests' },
  description: {
    'zh-TW': '列出最近的匯入工作、進度與結果。',
    en: 'The latest ingests, how far each is and what it gave.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(JobReply.extend({ createdAt: z.string() })) }),
  allow: ['admin'],
  acts: false,
  async run(ctx) {
    const jobs = await selectLatestJobs(ctx.bank.store.system, jobsShown);
    return { items: jobs.map(({ at, ...job }) => ({ ...job, createdAt: at.toISOString() })) };
  },
});
