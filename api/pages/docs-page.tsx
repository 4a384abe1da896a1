import type { Context as HonoContext } from 'hono';
import type { BankApp } from '../app.ts';
import type { ApiEnv } from '../context.ts';
import { openApiDocument } from '../openapi.ts';
import { Layout } from './layout.tsx';
import { sendPage } from './respond.ts';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

type Document = ReturnType<typeof openApiDocument>;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly fields: readonly { name: string; required: boolean }[];
}

const methods = ['get', 'post', 'put', 'delete'] as const;

function bodyFields(body: unknown): Operation['fields'] {
  const media = (body as { content?: Record<string, { schema?: unknown }> } | undefined)?.content;
  const schema = Object.values(media ?? {})[0]?.schema as
    | { properties?: Record<string, unknown>; required?: string[] }
    | undefined;
  return Object.keys(schema?.properties ?? {}).map((name) => ({
    name,
    required: schema?.required?.includes(name) ?? false,
  }));
}

function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method];
      if (!operation) return [];
      const parameters = (operation.parameters ?? []).flatMap((one) =>
        'name' in one ? [{ name: one.name, required: one.required ?? false }] : [],
      );
      return [
        {
          method,
          path,
          tag: operation.tags?.[0] ?? '',
          summary: operation.summary ?? '',
          description: operation.description ?? '',
          fields: [...parameters, ...bodyFields(operation.requestBody)],
        },
      ];
    }),
  );
}

function OperationEntry({ operation }: { operation: Operation }) {
  const { method, path, summary, description, fields } = operation;
  return (
    <details class="operation">
      <summary>
        <code>
          <strong>{method.toUpperCase()}</strong> {path}
        </code>{' '}
        <span class="quiet">{summary}</span>
      </summary>
      {description.split('\n\n').map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      {fields.length > 0 ? (
        <ul class="chips">
          {fields.map(({ name, required }) => (
            <li>
              <code>
                {name}
                {required ? ' *' : ''}
              </code>
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  );
}

function DocsPage({ view, operations }: { view: View; operations: readonly Operation[] }) {
  const tags = [...new Set(operations.map((operation) => operation.tag))];
  return (
    <Layout view={view} title={view.t(texts.docs.title)}>
      <h1>{view.t(texts.docs.title)}</h1>
      <p class="lead">{view.t(texts.docs.lead)}</p>
      <p>
        <a href="/openapi.json">/openapi.json</a>
      </p>
      {tags.map((tag) => (
        <section>
          <h2>{tag}</h2>
          {operations
            .filter((operation) => operation.tag === tag)
            .map((operation) => (
              <OperationEntry operation={operation} />
            ))}
        </section>
      ))}
    </Layout>
  );
}

/** The OpenAPI document as a page people can read. */
export function mountDocs(app: BankApp): void {
  app.get('/docs', (c: HonoContext<ApiEnv>) => {
    const document = openApiDocument(app, c.var.bank.config.version);
    return sendPage(c, <DocsPage view={viewOf(c)} operations={operationsOf(document)} />);
  });
}
