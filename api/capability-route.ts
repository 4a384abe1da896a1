import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { type Capability, callCapability, requirePermission } from '../core/capability.ts';
import { invalidInput } from '../core/errors.ts';
import { readJsonObject } from './body.ts';
import { type ApiEnv, adoptLanguage, contextOf, requireCsrf } from './context.ts';
import { once } from './idempotency.ts';
import { describeRoute, type OtherForms } from './openapi.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** Where a capability answers; `{name}` in the path is a field of its input. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly capability: Capability;
  readonly status?: ContentfulStatusCode;
  readonly tag: string;
  readonly otherForms?: OtherForms;
}

export const prefix = '/api/v1';

const withoutBody: readonly Method[] = ['get', 'delete'];

/** @throws AppError INVALID_INPUT when a field is given more than once */
function readQuery(c: HonoContext<ApiEnv>): Record<string, unknown> {
  const { lang: _language, ...query } = c.req.queries();
  const repeated = Object.keys(query).filter((name) => query[name]!.length > 1);
  if (repeated.length > 0)
    throw invalidInput({
      'zh-TW': `同一個欄位只能給一次：${repeated.join(', ')}`,
      en: `Given more than once: ${repeated.join(', ')}`,
    });
  return Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values[0]]));
}

/** A capability's input from the parts of a request: query or body, then the path. */
async function rawInput(c: HonoContext<ApiEnv>, method: Method): Promise<Record<string, unknown>> {
  const rest = withoutBody.includes(method) ? readQuery(c) : await readJsonObject(c);
  return { ...rest, ...c.req.param() };
}

async function handle(c: HonoContext<ApiEnv>, route: Route): Promise<Response> {
  const { capability, method } = route;
  requirePermission(contextOf(c), capability.allow);
  if (method !== 'get') requireCsrf(c, c.req.header('x-csrf-token'));
  const input = await rawInput(c, method);
  adoptLanguage(c, input);
  const ctx = contextOf(c);
  const run = async () => ({
    status: route.status ?? 200,
    body: await callCapability(capability, ctx, input),
  });
  const reply = method === 'post' && capability.acts ? await once(c, input, run) : await run();
  return c.json(reply.body as z.core.util.JSONType, reply.status as ContentfulStatusCode);
}

/** Mounts a capability as a route of the HTTP API and describes it in the OpenAPI document. */
export function mountCapability(app: OpenAPIHono<ApiEnv>, route: Route): void {
  describeRoute(app, route);
  app.on(route.method.toUpperCase(), prefix + route.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) =>
    handle(c, route),
  );
}
