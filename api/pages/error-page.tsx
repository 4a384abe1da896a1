import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import type { ApiEnv } from '../context.ts';
import { httpStatus, toAppError } from '../errors.ts';
import { Layout } from './layout.tsx';
import { sendPage } from './respond.ts';
import { texts } from './texts.ts';
import { safePath, type View, viewOf } from './view.ts';

const headings: Partial<Record<ErrorCode, Text>> = {
  NOT_FOUND: texts.error.notFound,
  UNAUTHENTICATED: texts.error.unauthenticated,
  FORBIDDEN: texts.error.forbidden,
  INTERNAL: texts.error.failed,
  UNAVAILABLE: texts.error.failed,
};

function ErrorPage({ view, error }: { view: View; error: AppError }) {
  const heading = view.t(headings[error.code] ?? texts.error.refused);
  return (
    <Layout view={view} title={heading}>
      <h1>{heading}</h1>
      <p class="lead">{error.messageIn(view.language)}</p>
      <p class="actions">
        {error.code === 'UNAUTHENTICATED' ? (
          <a class="button" href={`/login?next=${encodeURIComponent(safePath(view.here))}`}>
            {view.t(texts.nav.signIn)}
          </a>
        ) : null}
        <a class="button plain" href="/">
          {view.t(texts.error.home)}
        </a>
      </p>
      <p class="quiet">
        {view.t(texts.error.requestId)} <code>{view.requestId}</code>
        <br />
        {view.t(texts.error.keep)}
      </p>
    </Layout>
  );
}

/** The page a browser gets instead of the JSON of a failed request. */
function sendErrorPage(c: HonoContext<ApiEnv>, thrown: unknown): Response {
  const error = toAppError(thrown);
  return sendPage(c, <ErrorPage view={viewOf(c)} error={error} />, httpStatus[error.code]);
}

const noSuchAddress = new AppError('NOT_FOUND', texts.error.badAddress);

/** Turns failures outside the API into pages, for callers that read HTML. */
export function errorPages(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next();
    const reads = c.req.header('accept') ?? '';
    if (c.req.path.startsWith('/api/') || !reads.includes('text/html')) return;
    const failure = c.error ?? (c.res.status === 404 ? noSuchAddress : undefined);
    if (failure && !c.res.headers.get('content-type')?.startsWith('text/html'))
      c.res = sendErrorPage(c, failure);
  };
}
