import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../capabilities.ts';
import { callCapability } from '../../../core/capability.ts';
import { contextOf } from '../../support/world.ts';
import { citationNumbers, openWorkspace, readAll, type Workspace } from './workspace.ts';

let world: Workspace;
beforeAll(async () => {
  world = await openWorkspace();
});
afterAll(() => world.close());

const calls = (method: string, thread: string) =>
  world.slack.state.calls.filter((call) => call.method === method && call.args.thread_ts === thread);

describe('a question in Slack', () => {
  it('mentioned in a channel is answered once, in its thread, with its citations folded below', async () => {
    const { message, delivered } = await world.slack.people.mention('UAMY', 'CPUB', '什麼是影子 AI？');
    expect(delivered.status).toBe(200);
    const [answer, ...more] = await world.replies({ channel: 'CPUB', threadTs: message.ts });
    expect(more).toEqual([]);
    expect(answer!.text).toContain('影子');
    const { inText, previews } = citationNumbers(answer!);
    expect(inText.length).toBeGreaterThan(0);
    expect(previews).toEqual(inText);
    const expected = await callCapability(capabilities.ask, contextOf(world.bank), {
      question: '什麼是影子 AI？',
    });
    expect(previews).toEqual(expected.citations.map(({ n }) => n));
    expect(answer!.text).toBe(expected.answer);
    for (const { title } of expected.citations) expect(readAll(answer!)).toContain(title.slice(0, 40));
    expect(calls('assistant.threads.setStatus', message.ts).length).toBeGreaterThan(0);
    expect(calls('chat.postMessage', message.ts).length + calls('chat.startStream', message.ts).length).toBe(
      1,
    );
  });

  it('in a direct message is answered there, and a follow-up in the thread is understood', async () => {
    const first = await world.slack.people.direct('UBOB', 'What failed in Rotterdam?');
    const [answer] = await world.replies({ channel: 'DUBOB', threadTs: first.message.ts });
    expect(answer!.text).toMatch(/Rotterdam/);
    await world.slack.people.direct('UBOB', 'And what were the risks?', first.message.ts);
    const [, second] = await world.replies({ channel: 'DUBOB', threadTs: first.message.ts }, 2);
    expect(readAll(second!)).toMatch(/Rotterdam/);
  });
});
