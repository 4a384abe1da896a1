import type { Actor, Role } from '../../../core/actor.ts';
import type { Bank } from '../../../core/context.ts';
import { readContent } from '../../../ingest/read-content.ts';
import { loadFramework } from '../../../knowledge/framework/load-framework.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { openHttp, type Reply, type TestHttp } from '../../support/http.ts';
import { createPerson, type TestPerson } from '../../support/people.ts';
import { putSource } from '../../support/sources.ts';
import { openTestBank } from '../../support/world.ts';

/** A bank with the framework and one document, over HTTP, and people made by name. */
export interface GapWorld {
  readonly bank: Bank;
  readonly http: TestHttp;
  person(name: string, roles?: readonly Role[], agency?: string): Promise<TestPerson>;
  /** Asks as somebody; the reply of POST /ask. */
  ask(who: TestPerson | undefined, question: string): Promise<Reply['json']>;
  post(who: TestPerson, path: string, json?: unknown): Promise<Reply>;
  get(who: TestPerson, path: string): Promise<Reply>;
  /** Puts a question no source answers to the community. */
  gap(who: TestPerson, question: string, more?: Record<string, unknown>): Promise<Reply>;
}

export async function openGapWorld(now?: () => Date): Promise<GapWorld> {
  const bank = await openTestBank(now ? { now } : {});
  await ensureAdmin(bank);
  const { framework } = await readContent();
  await bank.store.system.transaction((tx) => loadFramework(tx, framework, bank.now()));
  await putSource(bank, { id: 'guide', text: '機關使用生成式 AI 前應先評估風險。' });
  const http = openHttp(bank);
  const post = (who: TestPerson, path: string, json: unknown = {}) =>
    http.api('POST', path, { token: who.token, json });
  const ask = async (who: TestPerson | undefined, question: string) =>
    (await http.api('POST', '/ask', { token: who?.token, json: { question } })).json;
  return {
    bank,
    http,
    ask,
    post,
    get: (who, path) => http.api('GET', path, { token: who.token }),
    person: (name, roles = ['staff'], agency) =>
      createPerson(bank, { roles: [...roles] as Actor['roles'], person: name, ...(agency && { agency }) }),
    async gap(who, question, more = {}) {
      const { answerId } = await ask(who, question);
      return post(who, '/gaps', { answerId, ...more });
    },
  };
}
