import { type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Permission } from '../core/actor.ts';
import type { Route } from './capability-route.ts';
import type { ApiEnv } from './context.ts';

const ErrorReply = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      requestId: z.string(),
      fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
  })
  .openapi('Error');

/** More that a route takes or gives than its capability says: by content type, as JSON schema. */
export interface OtherForms {
  readonly body?: Readonly<Record<string, object>>;
  readonly reply?: Readonly<Record<string, object>>;
}

const idempotencyKey = z.object({
  'Idempotency-Key': z
    .string()
    .max(200)
    .optional()
    .describe('The same key and body within seven days get the first reply again.'),
});

const requestId = { 'X-Request-Id': { schema: { type: 'string' as const } } };

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
      { description, headers: requestId, content: { 'application/json': { schema: ErrorReply } } },
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

/** Content types and what they hold, as the document generator wants them. */
function contentOf(schemas: Readonly<Record<string, object>>) {
  return Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]));
}

function requestOf({ method, path, capability, otherForms }: Route): RouteConfig['request'] {
  const { inPath, rest } = splitInput(capability.input, path);
  const inQuery = method === 'get' || method === 'delete';
  const body = rest && {
    required: !rest.safeParse({}).success,
    content: contentOf({ 'application/json': rest, ...otherForms?.body }),
  };
  return {
    ...(inPath && { params: inPath }),
    ...(method === 'post' && capability.acts && { headers: idempotencyKey }),
    ...(rest && inQuery && { query: rest }),
    ...(body && !inQuery && { body }),
  } as RouteConfig['request'];
}

/** Adds a capability's route to the OpenAPI document. */
export function describeRoute(app: OpenAPIHono<ApiEnv>, route: Route): void {
  const { capability, method, path, otherForms, status = 200 } = route;
  app.openAPIRegistry.registerPath({
    method,
    path: `/api/v1${path}`,
    operationId: capability.name,
    tags: [route.tag],
    summary: `${capability.title.en} · ${capability.title['zh-TW']}`,
    description: `${capability.description.en}\n\n${capability.description['zh-TW']}\n\n${audience(capability.allow)}`,
    ...(capability.allow !== 'anonymous' && { security: [{ bearer: [] }, { session: [] }] }),
    request: requestOf(route),
    responses: {
      [status]: {
        description: 'Done',
        headers: requestId,
        content: contentOf({ 'application/json': capability.output, ...otherForms?.reply }),
      },
      ...failureResponses(),
    },
  });
}

/** Adds a plain route, one without a capability, to the document. */
export function describePlain(
  app: OpenAPIHono<ApiEnv>,
  path: string,
  summary: string,
  replies: Readonly<Record<number, z.ZodType>>,
  contentType = 'application/json',
): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    operationId: path.slice(1),
    tags: ['health'],
    summary,
    responses: {
      ...(path.startsWith('/api/') && failureResponses()),
      ...Object.fromEntries(
        Object.entries(replies).map(([status, schema]) => [
          status,
          { description: summary, headers: requestId, content: { [contentType]: { schema } } },
        ]),
      ),
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
