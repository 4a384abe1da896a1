import type { AppOptions, IPlugin } from '@microsoft/teams.apps';

type ServerAdapter = NonNullable<AppOptions<IPlugin>['httpServerAdapter']>;
type RouteHandler = Parameters<ServerAdapter['registerRoute']>[2];

/** The seam between the Teams SDK and our own port: it registers one route, we hand it checked requests. */
export class HonoAdapter implements ServerAdapter {
  #handle: RouteHandler | undefined;

  registerRoute(_method: 'POST', _path: string, handler: RouteHandler): void {
    this.#handle = handler;
  }

  /** @param activity parsed and checked already */
  async handle(activity: unknown): Promise<Response> {
    if (!this.#handle) throw new Error('the Teams SDK has registered no route');
    const { status, body } = await this.#handle({ body: activity, headers: {} });
    if (body === undefined || body === null) return new Response(null, { status });
    return Response.json(body, { status });
  }
}
