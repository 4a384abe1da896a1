import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import type { TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import { openTestBank } from '../support/world.ts';

type Json = Record<string, unknown>;
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: { name: string; in: string; required?: boolean; schema: Json }[];
  readonly requestBody?: { content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
}

let bank: Bank;
let http: TestHttp;
let document: {
  openapi: string;
  info: Json;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Json>;
};
let operations: { method: string; path: string; operation: Operation }[];

beforeAll(async () => {
  bank = await openTestBank();
  http = openHttp(bank);
  document = (await http.get('/openapi.json')).json;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
});
afterAll(() => bank?.store.close());

const jsonTypes = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Everything inside a schema that JSON Schema 2020-12 would not take, or that says nothing. */
function faultsOf(schema: unknown, at: string): string[] {
  if (schema === true || schema === false) return [];
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return [`${at}: no schema`];
  const node = schema as Json;
  const faults: string[] = [];
  if (typeof node.$ref === 'string') {
    const name = node.$ref.replace('#/components/schemas/', '');
    return document.components.schemas?.[name] ? [] : [`${at}: ${node.$ref} is not there`];
  }
  for (const type of [node.type].flat())
    if (type !== undefined && !jsonTypes.has(String(type))) faults.push(`${at}: type ${type}`);
  if ('nullable' in node) faults.push(`${at}: nullable is not of 3.1`);
  if (typeof node.exclusiveMinimum === 'boolean' || typeof node.exclusiveMaximum === 'boolean')
    faults.push(`${at}: exclusive bounds are numbers in 3.1`);
  if (node.pattern !== undefined) new RegExp(String(node.pattern), 'u');
  if (node.required !== undefined)
    for (const name of node.required as string[])
      if (!(name in ((node.properties as Json) ?? {})))
        faults.push(`${at}: ${name} is required but not described`);
  for (const [key, inner] of Object.entries((node.properties as Json) ?? {}))
    faults.push(...faultsOf(inner, `${at}.${key}`));
  for (const key of ['items', 'additionalProperties', 'propertyNames', 'not'])
    if (node[key] !== undefined) faults.push(...faultsOf(node[key], `${at}.${key}`));
  for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
    for (const [index, inner] of ((node[key] as unknown[]) ?? []).entries())
      faults.push(...faultsOf(inner, `${at}.${key}${index}`));
  return faults;
}

describe('the OpenAPI document', () => {
  it('is of version 3.1 and names the product', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({
      title: expect.stringContaining('AI 治理實作知識庫'),
      version: bank.config.version,
    });
  });

  it('describes every route of the API and nothing that is not mounted', () => {
    const mounted = http.app.routes
      .filter(
        ({ method, path }) =>
          method !== 'ALL' && (path.startsWith('/api/') || /^\/(healthz|readyz|version)$/.test(path)),
      )
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const described = operations.map(({ method, path }) => `${method} ${path}`);
    expect([...described].sort()).toEqual([...new Set(mounted)].sort());
  });

  it('describes what the contract promises', () => {
    const described = new Set(
      operations.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`),
    );
    const promised = [
      'get /healthz',
      'get /readyz',
      'get /version',
      'post /ask',
      'get /answers/{id}',
      'post /answers/{id}/feedback',
      'get /search',
      'get /passages/{id}',
      'get /sources/{id}',
      'post /chat',
      'get /cases',
      'get /cases/{id}',
      'post /cases',
      'put /cases/{id}',
      'post /cases/{id}/submit',
      'post /cases/{id}/reviews',
      'post /cases/{id}/withdraw',
      'get /framework/competencies',
      'get /framework/clusters',
      'get /framework/tasks',
      'get /framework/importance',
      'get /tokens',
      'post /tokens',
      'delete /tokens/{id}',
      'post /ingest',
      'get /ingest/{jobId}',
      'get /reviews',
      'get /badges',
      'post /badges',
      'get /badges/{id}',
      'put /badges/{id}',
      'post /badges/{id}/submit',
      'post /badges/{id}/reviews',
      'post /badges/{id}/retire',
      'post /badges/{id}/credentials',
      'post /credentials/verify',
      'post /credentials/{id}/revoke',
      'get /credentials',
      'get /me/credentials',
      'get /audit',
    ];
    expect(promised.filter((route) => !described.has(route))).toEqual([]);
  });

  it('gives every operation a name of its own, a text in both languages and its failures', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, operation } of operations.filter((one) => one.path.startsWith('/api/'))) {
      expect(`${operation.summary} ${operation.description}`, path).toMatch(/[a-z]+[\s\S]*[\u4e00-\u9fff]/);
      for (const status of ['400', '401', '403', '404', '500'])
        expect(
          operation.responses[status]?.content?.['application/json']?.schema,
          `${path} ${status}`,
        ).toBeDefined();
    }
  });

  it('names every parameter of a path, and no other', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const named = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(
        named.map(({ name }) => name),
        path,
      ).toEqual(inPath);
      expect(
        named.every(({ required }) => required),
        path,
      ).toBe(true);
    }
  });

  it('holds schemas that are JSON Schema', () => {
    const faults = operations.flatMap(({ method, path, operation }) => [
      ...(operation.parameters ?? []).flatMap(({ name, schema }) =>
        faultsOf(schema, `${method} ${path} ${name}`),
      ),
      ...Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, { schema }]) =>
        faultsOf(schema, `${method} ${path} ${type}`),
      ),
      ...Object.entries(operation.responses).flatMap(([status, { content }]) =>
        Object.entries(content ?? {}).flatMap(([type, { schema }]) =>
          faultsOf(schema, `${method} ${path} ${status} ${type}`),
        ),
      ),
    ]);
    expect(faults).toEqual([]);
    for (const [name, schema] of Object.entries(document.components.schemas ?? {}))
      expect(faultsOf(schema, name)).toEqual([]);
  });

  it('tells of the form of ingest, the stream of ask and the key of acts', () => {
    const at = (method: string, path: string) => document.paths[`/api/v1${path}`]![method]!;
    expect(Object.keys(at('post', '/ingest').requestBody!.content)).toEqual([
      'application/json',
      'multipart/form-data',
    ]);
    expect(Object.keys(at('post', '/ask').responses['200']!.content!)).toEqual([
      'application/json',
      'text/event-stream',
    ]);
    const headers = (operation: Operation) =>
      (operation.parameters ?? []).filter((one) => one.in === 'header').map(({ name }) => name);
    expect(headers(at('post', '/tokens'))).toEqual(['Idempotency-Key']);
    expect(headers(at('get', '/tokens'))).toEqual([]);
  });

  it('says which roles a protected operation wants and how to show them', () => {
    const operation = document.paths['/api/v1/tokens']!.post as unknown as {
      security: Json[];
      description: string;
    };
    expect(operation.security).toEqual([{ bearer: [] }, { session: [] }]);
    expect(operation.description).toContain('admin');
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      session: { in: 'cookie', name: 'bank_session' },
    });
  });
});
