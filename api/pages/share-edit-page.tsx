import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { audiencesOf } from '../../core/actor.ts';
import { requirePermission } from '../../core/capability.ts';
import { AppError, forbidden } from '../../core/errors.ts';
import { draftWithModel } from '../../knowledge/cases/draft-with-model.ts';
import { maskPersonalData } from '../../knowledge/privacy/mask-personal-data.ts';
import type { BankApp } from '../app.ts';
import { isMultipart, readMultipart } from '../body.ts';
import { type ApiEnv, contextOf, requireCsrf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { listCompetencyNames } from './framework-data.ts';
import { readOwnForm, sendPage } from './respond.ts';
import { type Fields, fieldsOf, fieldsOfDraft, typedFields } from './share-fields.ts';
import { ShareForm, type ShareFormProps } from './share-form.tsx';
import { maskedFields, maskedWords, readDraft, saveForm, sharePath } from './share-saving.ts';
import { viewOf } from './view.ts';

const maxFormBytes = 400_000;
const maxTextBytes = 300_000;

type Shown = Partial<Omit<ShareFormProps, 'view'>> & { readonly action: string; readonly fields: Fields };

async function sendForm(c: HonoContext<ApiEnv>, shown: Shown): Promise<Response> {
  const audiences = new Set([...audiencesOf(contextOf(c, 'web').actor), 'community']);
  const competencies = await listCompetencyNames(c);
  return sendPage(
    c,
    <ShareForm view={viewOf(c)} competencies={competencies} audiences={[...audiences]} {...shown} />,
    shown.problem ? httpStatus[shown.problem.code] : 200,
  );
}

const actionOf = (id: string | undefined) => (id ? sharePath(id) : '/share/new');

/** The script's quiet save, told in JSON; faults are told the same way. */
async function autosave(c: HonoContext<ApiEnv>, id: string | undefined, form: URLSearchParams) {
  try {
    const saved = await saveForm(c, id, form);
    const masked = maskedWords(viewOf(c), saved.found);
    return c.json({ path: sharePath(saved.id), masked, fields: await maskedFields(c, saved) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code } = error;
    return c.json({ error: { code, message: error.messageIn(c.var.language) } }, httpStatus[code] as 400);
  }
}

async function save(c: HonoContext<ApiEnv>, id?: string): Promise<Response> {
  requirePermission(contextOf(c, 'web'), can.startCase.allow);
  const form = await readOwnForm(c, maxFormBytes);
  const act = form.get('act');
  if (act === 'autosave') return autosave(c, id, form);
  try {
    const saved = await saveForm(c, id, form);
    if (act === 'preview') return c.redirect(`${sharePath(saved.id)}/preview`, 303);
    const masked = maskedWords(viewOf(c), saved.found);
    if (masked.length === 0) return c.redirect(`${sharePath(saved.id)}?saved=1`, 303);
    const { draft } = await readDraft(c, saved.id);
    return await sendForm(c, { action: sharePath(saved.id), fields: fieldsOf(draft!), masked, saved: true });
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT')
      return sendForm(c, { action: actionOf(id), fields: typedFields(form), problem: error });
    throw error;
  }
}

/** UTF-8 when it is valid, else Big5, which text files here still are. */
async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('big5').decode(bytes);
  }
}

async function readText(c: HonoContext<ApiEnv>): Promise<string> {
  if (!isMultipart(c)) return (await readOwnForm(c, maxTextBytes)).get('text') ?? '';
  const form = await readMultipart(c, maxTextBytes);
  const field = (name: string) => (typeof form.get(name) === 'string' ? String(form.get(name)) : '');
  requireCsrf(c, field('csrf'));
  const file = form.get('file');
  return file instanceof File && file.size > 0 ? textOf(file) : field('text');
}

/** A form filled from a text; nothing is kept before its author saves. */
async function draft(c: HonoContext<ApiEnv>): Promise<Response> {
  requirePermission(contextOf(c, 'web'), can.startCase.allow);
  const text = (await readText(c)).replaceAll(/[\p{Cc}\p{Cf}]/gu, (sign) =>
    /[\n\t]/.test(sign) ? sign : '',
  );
  const { draft: read, mode, model, note } = await draftWithModel(contextOf(c, 'web'), text);
  const { fields, from } = fieldsOfDraft(read);
  const view = viewOf(c);
  const found = { masked: read.masked.map(({ kind }) => ({ field: 'text', kind })), marked: [] };
  return sendForm(c, {
    action: '/share/new',
    fields,
    from,
    reader: mode === 'model' ? model : undefined,
    note,
    unplaced: read.unplaced.map((sentence) => maskPersonalData(sentence).text),
    masked: maskedWords(view, found).map((word) => word.replace(/ \(text\)|（text）/, '')),
  });
}

async function edit(c: HonoContext<ApiEnv>): Promise<Response> {
  requirePermission(contextOf(c, 'web'), can.saveCase.allow);
  const { one, draft: kept } = await readDraft(c, c.req.param('id') ?? '');
  if (!one.mine || !kept) throw forbidden('author');
  if (one.writing !== 'draft' && one.writing !== 'returned')
    return c.redirect(
      one.item ? `/cases/${encodeURIComponent(one.id)}` : `${sharePath(one.id)}/preview`,
      303,
    );
  const comments = one.writing === 'returned' ? (one.reviews ?? []).slice(-1) : [];
  const saved = c.req.query('saved') !== undefined;
  return sendForm(c, { action: sharePath(one.id), fields: fieldsOf(kept), comments, saved });
}

/** The guided form: empty, filled from a text, and being written. */
export function mountShareForm(app: BankApp): void {
  app.get('/share/new', (c) => {
    requirePermission(contextOf(c, 'web'), can.startCase.allow);
    return sendForm(c, { action: '/share/new', fields: {} });
  });
  app.post('/share/new', (c) => save(c));
  app.post('/share/draft', draft);
  app.get('/share/:id', edit);
  app.post('/share/:id', (c) => save(c, c.req.param('id')));
}
