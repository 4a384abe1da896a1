import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { activityFaults, type Sent } from './check-activity.ts';
import { type Refusal, Streams } from './streams.ts';

export interface Person {
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly userRole?: string;
  readonly tenantId?: string;
}

/** One thing the bot sent and the connector took. */
export interface Posted {
  readonly id: string;
  readonly conversation: string;
  readonly activity: Sent;
  readonly isTargeted: boolean;
  readonly isUpdate: boolean;
  readonly at: number;
}

/** How many of the next calls are refused with which status. */
interface Fault {
  readonly status: number;
  readonly times: number;
  readonly retryAfterSeconds?: number;
}

/** The Bot Connector of Teams, for one bot: takes what it sends, refuses what Teams would refuse. */
export class ConnectorStandIn {
  readonly app = new Hono();
  readonly posted: Posted[] = [];
  /** Everything refused because the bot did wrong; tests expect none. */
  readonly wrongs: string[] = [];
  readonly streams = new Streams();
  readonly rosters = new Map<string, readonly Person[]>();
  /** Chats of two the bot opened, by the person's id. */
  readonly direct = new Map<string, string>();
  refuseTargeted = false;
  refuseDirect = false;
  /** Of all writing calls, refused with one of 412, 429, 502 and 504. */
  faultRate = 0;
  #faults: { status: number; left: number; retryAfterSeconds: number | undefined }[] = [];
  #seed = 7;
  #count = 0;
  refusals = 0;

  constructor(readonly botId: string) {
    const { app } = this;
    app.post('/v3/conversations', async (c) => this.#create(await c.req.json()));
    app.post('/v3/conversations/:conversation/activities', async (c) =>
      this.#post(
        c.req.param('conversation'),
        await c.req.json(),
        c.req.query('isTargetedActivity') === 'true',
      ),
    );
    app.put('/v3/conversations/:conversation/activities/:id', async (c) =>
      this.#put(c.req.param('conversation'), c.req.param('id'), await c.req.json()),
    );
    app.get('/v3/conversations/:conversation/members/:id', (c) => {
      const found = this.#rosterOf(c.req.param('conversation')).find(({ id }) => id === c.req.param('id'));
      return found ? c.json(found) : c.json({ error: { message: 'no member' } }, 404);
    });
    app.get('/v3/conversations/:conversation/pagedMembers', (c) =>
      c.json({ members: this.#rosterOf(c.req.param('conversation')) }),
    );
  }

  #rosterOf(conversation: string): readonly Person[] {
    return this.rosters.get(conversation.split(';')[0]!) ?? [];
  }

  fault({ status, times, retryAfterSeconds }: Fault): void {
    this.#faults.push({ status, left: times, retryAfterSeconds });
  }

  #drawFault(): Response | undefined {
    const planned = this.#faults.find(({ left }) => left > 0);
    this.#seed = (this.#seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const drawn = this.#seed / 2_147_483_648 < this.faultRate;
    if (!planned && !drawn) return undefined;
    if (planned) planned.left -= 1;
    this.refusals += 1;
    const status = planned?.status ?? [412, 429, 502, 504][this.refusals % 4]!;
    const wait = planned?.retryAfterSeconds;
    return Response.json(
      { error: { message: `injected ${status}` } },
      { status, ...(wait && { headers: { 'retry-after': String(wait) } }) },
    );
  }

  #wrong(message: string): Response {
    this.wrongs.push(message);
    return Response.json({ error: { code: 'BadSyntax', message } }, { status: 400 });
  }

  #refuse({ status, message }: Refusal): Response {
    return Response.json({ error: { message } }, { status: status as ContentfulStatusCode });
  }

  #newId = () => `17000000${String(++this.#count).padStart(5, '0')}`;

  #create(params: Sent): Response {
    const fault = this.#drawFault();
    if (fault) return fault;
    if (this.refuseDirect) return this.#refuse({ status: 403, message: 'BotNotInConversationRoster' });
    if (params.isGroup !== false || params.members?.length !== 1 || params.bot?.id !== this.botId)
      return this.#wrong('a chat of two has one member and the bot');
    const person = params.members[0].id as string;
    const id = this.direct.get(person) ?? `a:direct-${person}`;
    this.direct.set(person, id);
    return Response.json({ id }, { status: 201 });
  }

  #faultsOf(conversation: string, activity: Sent, isTargeted: boolean): string[] {
    return [
      ...activityFaults(activity),
      ...(activity.from?.id === this.botId ? [] : [`sent by ${activity.from?.id}`]),
      ...(activity.conversation?.id === conversation ? [] : ['sent elsewhere']),
      ...(isTargeted === (activity.recipient?.isTargeted === true) ? [] : ['targeted by half']),
      ...(isTargeted && conversation.startsWith('a:') ? ['targeted in a chat of two'] : []),
    ];
  }

  #post(conversation: string, activity: Sent, isTargeted: boolean): Response {
    const fault = this.#drawFault();
    if (fault) return fault;
    const faults = this.#faultsOf(conversation, activity, isTargeted);
    if (faults.length > 0) return this.#wrong(faults.join('; '));
    if (isTargeted && this.refuseTargeted)
      return this.#refuse({ status: 400, message: 'targeting is not possible' });
    const streamed = (activity.entities ?? []).some((entity: Sent) => entity.type === 'streaminfo');
    const taken = streamed ? this.streams.take(activity, conversation, this.#newId) : { id: this.#newId() };
    if ('status' in taken) return this.#refuse(taken);
    const { id } = taken;
    this.posted.push({ id, conversation, activity, isTargeted, isUpdate: false, at: Date.now() });
    return Response.json({ id }, { status: 201 });
  }

  #put(conversation: string, id: string, activity: Sent): Response {
    const fault = this.#drawFault();
    if (fault) return fault;
    const faults = this.#faultsOf(conversation, activity, false);
    if (faults.length > 0) return this.#wrong(faults.join('; '));
    if (!this.posted.some((one) => one.id === id))
      return this.#refuse({ status: 404, message: 'no such activity' });
    this.posted.push({ id, conversation, activity, isTargeted: false, isUpdate: true, at: Date.now() });
    return Response.json({ id });
  }

  /** What people see: messages, the last state of each. */
  get messages(): readonly Posted[] {
    return this.posted.filter(({ activity }) => activity.type === 'message');
  }

  clear(): void {
    this.posted.length = 0;
    this.#faults = [];
    this.refusals = 0;
  }
}
