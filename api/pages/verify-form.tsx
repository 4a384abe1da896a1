import type { Context as HonoContext } from 'hono';
import { maxImageBytes } from '../../badges/verify/read-input.ts';
import { type AppError, invalidInput } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import { readMultipart } from '../body.ts';
import { type ApiEnv, requireCsrf } from '../context.ts';
import { AreaField, InputField } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { Csrf } from './parts.tsx';
import type { View } from './view.ts';

const maxFormBytes = maxImageBytes + 1_000_000;

/** What was typed, to show again beside the answer. */
export interface Typed {
  readonly text: string;
  readonly email: string;
}

interface HeldFormProps {
  readonly view: View;
  readonly typed: Typed;
  readonly problem: AppError | undefined;
  readonly action: string;
  /** What the e-mail address is asked for. */
  readonly email: Text;
  readonly submit: Text;
}

/** Asks for something a person holds: a file, or text or a link in its place; and an e-mail address. */
export function HeldForm({ view, typed, problem, action, email, submit }: HeldFormProps) {
  const { verify } = badgeTexts;
  return (
    <form class="sheet no-print" method="post" action={action} enctype="multipart/form-data">
      <Csrf view={view} />
      {problem ? (
        <p class="problem" role="alert">
          {problem.messageIn(view.language)}
        </p>
      ) : null}
      <div class="drop" id="drop">
        <p class="hint">{view.t(verify.drop)}</p>
        <InputField view={view} name="file" label={verify.file} type="file" />
      </div>
      <AreaField view={view} name="text" label={verify.text} value={typed.text} rows={5} />
      <InputField view={view} name="email" label={email} value={typed.email} type="email" max={200} />
      <p>
        <button type="submit" class="button">
          {view.t(submit)}
        </button>
      </p>
    </form>
  );
}

interface Held extends Typed {
  readonly credential: Uint8Array;
}

/**
 * The file chosen, or the text in its place.
 * @throws AppError INVALID_INPUT for neither, TOO_LARGE, FORBIDDEN without the session's CSRF field
 */
export async function readHeld(c: HonoContext<ApiEnv>): Promise<Held> {
  const form = await readMultipart(c, maxFormBytes);
  requireCsrf(c, String(form.get('csrf') ?? ''));
  const value = (name: string) => {
    const given = form.get(name);
    return typeof given === 'string' ? given.trim() : '';
  };
  const file = form.get('file');
  const chosen = file instanceof File && (file.size > 0 || file.name !== '');
  const text = value('text');
  if (!chosen && text === '') throw invalidInput(badgeTexts.verify.empty);
  const credential = chosen ? new Uint8Array(await file.arrayBuffer()) : Buffer.from(text, 'utf8');
  return { credential, text: chosen ? '' : text, email: value('email') };
}
