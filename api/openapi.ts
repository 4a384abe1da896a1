import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Permission } from '../core/actor.ts';
import type { Method, Route } from './capability-route.ts';
import type { ApiEnv } from './context.ts';

const ErrorReply = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});

const failures: Record<number, string> = {
  400: 'Invalid input; every bad field is named',
  401: 'No valid token or session',
  403: 'Your roles do not allow this',
  404: 'Not there, or not for you',
  409: 'Conflicts with the present state',
  413: 'Too large',
  415: 'Unsupported content type',
  429: 'Too many requests',
  500: 'Our error; the log has it under the request id',
  503: 'The database cannot be reached',
};

function failureResponses() {
  return Object.fromEntries(
    Object.entries(failures).map(([status, description]) => [
      status,
      { description, content: { 'application/json': { schema: ErrorReply } } },
    ]),
  );
}

function audience(permission: Permission): string {
  return permission === 'anonymous' ? 'Anyone.' : `Roles: ${permission.join(', ')}.`;
}

function fieldsOf(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema;
  throw new Error('the input of a capability with a route must be an object');
}

/** Splits a capability's input into path parameters and the rest. */
function splitInput(
  input: z.ZodType,
  path: string,
): { inPath: z.ZodObject | undefined; rest: z.ZodObject | undefined } {
  const shape = fieldsOf(input).shape;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const pick = (wanted: boolean) => {
    const entries = Object.entries(shape).filter(([key]) => names.includes(key) === wanted);
    return entries.length > 0 ? z.object(Object.fromEntries(entries)) : undefined;
  };
  return { inPath: pick(true), rest: pick(false) };
}

function requestOf(method: Method, path: string, input: z.ZodType): RouteConfig['request'] {
  const { inPath, rest } = splitInput(input, path);
  const inQuery = method === 'get' || method === 'delete';
  return {
    ...(inPath && { params: inPath }),
    ...(rest && inQuery && { query: rest }),
    ...(rest && !inQuery && { body: { required: true, content: { 'application/json': { schema: rest } } } }),
  } as RouteConfig['request'];
}

/** Adds a capability's route to the OpenAPI document. */
export function describeRoute(app: OpenAPIHono<ApiEnv>, route: Route): void {
  const { capability, method, path, status = 200 } = route;
  app.openAPIRegistry.registerPath({
    method,
    path: `/api/v1${path}`,
    operationId: capability.name,
    tags: [route.tag],
    summary: `${capability.title.en} · ${capability.title['zh-TW']}`,
    description: `${capability.description.en}\n\n${capability.description['zh-TW']}\n\n${audience(capability.allow)}`,
    ...(capability.allow !== 'anonymous' && { security: [{ bearer: [] }, { session: [] }] }),
    request: requestOf(method, path, capability.input),
    responses: {
      [status]: { description: 'Done', content: { 'application/json': { schema: capability.output } } },
      ...failureResponses(),
    },
  });
}

/** The OpenAPI 3.1 document of everything mounted on the app. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>, version: string) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'bank_session',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'AI 治理實作知識庫 · AI Governance Knowledge Bank', version },
  });
}
