import type { Child } from 'hono/jsx';
import { AppError } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import { httpStatus } from '../errors.ts';
import { Csrf, FormProblem } from './parts.tsx';
import type { Form, PageContext } from './programme-acts.ts';
import { ProgrammeFrame } from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

export type Fields = Readonly<Record<string, string | undefined>>;

/** A form on a page of its own. */
export interface FormPage {
  readonly title: Text;
  readonly action: string;
  readonly save: Text;
  fields(view: View, fields: Fields): Child;
}

export function sendFormPage(c: PageContext, page: FormPage, fields: Fields, problem?: AppError): Response {
  const view = viewOf(c);
  return sendPage(
    c,
    <ProgrammeFrame view={view} title={view.t(page.title)}>
      <FormProblem view={view} text={programmeTexts.problem} problem={problem} />
      <form class="sheet" method="post" action={page.action}>
        <Csrf view={view} />
        {page.fields(view, fields)}
        <p>
          <button type="submit" class="button">
            {view.t(page.save)}
          </button>
        </p>
      </form>
    </ProgrammeFrame>,
    problem ? httpStatus[problem.code] : 200,
  );
}

/** Saves what was typed and goes on, or shows the form again with what was wrong and everything typed. */
export async function saveFormPage(
  c: PageContext,
  page: FormPage,
  save: (form: Form) => Promise<string | Response>,
): Promise<Response> {
  const form = await readOwnForm(c);
  try {
    const next = await save(form);
    return typeof next === 'string' ? c.redirect(next, 303) : next;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'INVALID_INPUT' || error.code === 'CONFLICT'))
      return sendFormPage(c, page, Object.fromEntries(form), error);
    throw error;
  }
}
