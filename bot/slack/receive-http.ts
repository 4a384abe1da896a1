import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Bank } from '../../core/context.ts';
import type { Inbox } from './inbox.ts';
import { isSigned } from './signature.ts';

/** Slack gives three seconds; what no listener acknowledged is then acknowledged for it. */
const ackMs = 2_500;
const maxBody = 1_000_000;

type Body = ReceiverEvent['body'];

/** A body as Slack sends it: JSON, a form, or JSON in a form's `payload`. Undefined when it is none of these. */
function parseBody(raw: string, type: string): Body | undefined {
  try {
    if (type.includes('application/json')) return JSON.parse(raw) as Body;
    const fields = Object.fromEntries(new URLSearchParams(raw));
    return fields.payload ? (JSON.parse(fields.payload) as Body) : fields;
  } catch {
    return undefined;
  }
}

function acknowledgement(value: unknown): Response {
  if (value === undefined || value === '') return new Response(null, { status: 200 });
  return typeof value === 'string' ? new Response(value) : Response.json(value);
}

/** Bolt's receiver on the server's own port: signed requests in, acknowledgements out. */
export class HttpReceiver implements Receiver {
  readonly #bank: Bank;
  readonly #inbox: Inbox;
  readonly #secret: string;
  #app: App | undefined;

  constructor(bank: Bank, inbox: Inbox, secret: string) {
    this.#bank = bank;
    this.#inbox = inbox;
    this.#secret = secret;
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  async handle(request: Request): Promise<Response> {
    if (Number(request.headers.get('content-length') ?? 0) > maxBody)
      return new Response(null, { status: 413 });
    const raw = await request.text();
    const timestamp = request.headers.get('x-slack-request-timestamp') ?? undefined;
    const signature = request.headers.get('x-slack-signature') ?? undefined;
    if (!isSigned(this.#secret, { timestamp, signature, body: raw }, this.#bank.now()))
      return new Response('the signature is not valid', { status: 401 });
    const body = parseBody(raw, request.headers.get('content-type') ?? '');
    if (!body) return new Response('the body cannot be read', { status: 400 });
    if (body.ssl_check) return new Response(null, { status: 200 });
    if (body.type === 'url_verification') return Response.json({ challenge: body.challenge });
    return this.#deliver(body, request.headers);
  }

  #deliver(body: Body, headers: Headers): Promise<Response> {
    const retryNum = Number(headers.get('x-slack-retry-num') ?? 0);
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(acknowledgement(undefined)), ackMs);
      const answer = (response: Response) => {
        clearTimeout(late);
        resolve(response);
      };
      const ack: ReceiverEvent['ack'] = async (value) => answer(acknowledgement(value));
      this.#inbox.take(this.#app!, { body, ack, ...(retryNum > 0 && { retryNum }) }).then(
        () => answer(acknowledgement(undefined)),
        (error) => {
          this.#bank.log.error('slack delivery failed', { error });
          answer(new Response(null, { status: 503 }));
        },
      );
    });
  }
}
