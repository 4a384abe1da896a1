import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testSecrets } from './stand-in/index.ts';
import { postTo, signed } from './stand-in/send.ts';
import { openWorkspace, readAll, type Workspace } from './workspace.ts';

let world: Workspace;
beforeAll(async () => {
  world = await openWorkspace({ socket: true });
});
afterAll(() => world.close());

const connected = () => expect.poll(() => world.slack.socket.connected, { timeout: 20_000 }).toBe(true);

describe('Socket Mode', () => {
  it('takes events, commands and modals over the socket the app opened', async () => {
    await connected();
    const { message } = await world.slack.people.mention('UAMY', 'CPUB', '什麼是影子 AI？');
    const [answer] = await world.replies({ channel: 'CPUB', threadTs: message.ts });
    expect(answer!.text).toContain('影子');
    await world.slack.people.command('UAMY', 'CPUB', '/bank', 'help');
    const [help] = await world.replies({ channel: 'CPUB', onlyFor: 'UAMY' });
    expect(readAll(help!)).toContain('/case find');
  });

  it('answers an event repeated over the socket once', async () => {
    const { message, envelope } = await world.slack.people.mention('UAMY', 'CPUB', '什麼是影子 AI？');
    await world.slack.people.send(envelope);
    await world.replies({ channel: 'CPUB', threadTs: message.ts });
    await world.slack.people.send(envelope);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(world.slack.state.byBot({ channel: 'CPUB', threadTs: message.ts })).toHaveLength(1);
  });

  it('takes nothing over HTTP', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'x' });
    const headers = { 'content-type': 'application/json', ...signed(testSecrets.signingSecret, body) };
    expect((await postTo(world.slack.target, body, headers)).status).toBe(404);
  });

  it('comes back after the connection was cut', async () => {
    const { connections } = world.slack.socket;
    world.slack.socket.cut();
    await expect.poll(() => world.slack.socket.connections, { timeout: 25_000 }).toBe(connections + 1);
    const { message } = await world.slack.people.mention('UAMY', 'CPUB', '什麼是影子 AI？');
    await world.replies({ channel: 'CPUB', threadTs: message.ts });
  }, 60_000);
});
