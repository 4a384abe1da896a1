import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { capabilities } from '../../../capabilities.ts';
import { callCapability } from '../../../core/capability.ts';
import type { TestPerson } from '../../support/people.ts';
import { contextOf } from '../../support/world.ts';
import { linkPerson } from './people.ts';
import type { SlackView } from './stand-in/state.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let world: Workspace;
let amy: TestPerson;
beforeAll(async () => {
  world = await openWorkspace();
  amy = await linkPerson(world, 'UAMY', ['staff']);
});
afterAll(() => world.close());
beforeEach(() => {
  world.slack.faults.plan(undefined);
  for (const view of world.slack.state.views.values()) view.open = false;
});

const openViews = (user: string) =>
  [...world.slack.state.views.values()].filter((view) => view.open && view.user === user);

/** The modal a person sees once it is filled; the one that only says "one moment" comes before it. */
async function modalOf(user: string): Promise<SlackView> {
  await expect.poll(() => openViews(user)[0]?.view.callback_id, { timeout: 20_000 }).toBe('form');
  return openViews(user)[0]!;
}

const field = (view: SlackView, name: string) => view.view.blocks.find(({ block_id: id }) => id === name)!;

const facts = {
  title: '便民櫃檯語音轉文字',
  agency: '某市民政局',
  governmentLevel: 'city',
  sector: '民政',
  aiType: 'nlp',
  stage: 'pilot',
  outcome: 'mixed',
  'sections.approach': '錄音經民眾同意後轉成逐字稿，由承辦人校對。',
};

const ownCases = async () =>
  (
    await callCapability(capabilities.listOwnCases, contextOf(world.bank, { actor: amy.actor }), {
      limit: 100,
    })
  ).items;

describe('sharing a case', () => {
  it('by command opens the form at once; what is missing is said at its field, the rest becomes a draft', async () => {
    await world.slack.people.command('UAMY', 'CPUB', '/case', 'share');
    const view = await modalOf('UAMY');
    const choices = field(view, 'aiType').element.options as { value: string }[];
    const values = { ...facts, aiType: choices[0]!.value, governmentLevel: firstOf(view, 'governmentLevel') };
    const whole = { ...values, stage: firstOf(view, 'stage'), outcome: firstOf(view, 'outcome') };
    const refused = await world.slack.people.submit(view, { ...whole, sources: 'not-an-address' });
    expect(JSON.parse(refused.body)).toMatchObject({
      response_action: 'errors',
      errors: { sources: expect.any(String) },
    });
    const taken = await world.slack.people.submit(view, whole);
    expect([taken.status, taken.body]).toEqual([200, '']);
    expect(taken.ms).toBeLessThan(2_500);
    const [item] = await ownCases();
    expect(item).toMatchObject({ title: facts.title, state: 'draft' });
    await expect
      .poll(() => world.slack.state.byBot({ channel: 'CPUB', onlyFor: 'UAMY' }).at(-1)?.text)
      .toContain(item!.id);
  });

  it('from a thread brings its text, without the personal data in it', async () => {
    const { state, people } = world.slack;
    const root = state.say('UBOB', 'CPUB', '我們上個月導入語音轉文字，櫃檯排隊少了一半。');
    state.say(
      'UAMY',
      'CPUB',
      '承辦人電話 02-2345-6789、信箱 wang@example.gov.tw，身分證 A123456789',
      root.ts,
    );
    state.say('UBOB', 'CPUB', '<!channel> 失敗的地方是方言辨識率低', root.ts);
    const delivered = await people.shortcut('UAMY', 'save_case', root);
    expect([delivered.status, delivered.body]).toEqual([200, '']);
    const view = await modalOf('UAMY');
    const text = String(field(view, 'sections.background').element.initial_value);
    expect(text).toContain('櫃檯排隊少了一半');
    expect(text).toContain('方言辨識率低');
    expect(text).not.toMatch(/2345-6789|wang@example|A123456789|<!channel>/);
  });

  it('from a channel the app is not in brings the message chosen', async () => {
    const message = world.slack.state.say('UBOB', 'CAWAY', '只有這一則。');
    await world.slack.people.shortcut('UAMY', 'save_case', message);
    expect(field(await modalOf('UAMY'), 'sections.background').element.initial_value).toBe('只有這一則。');
  });

  it('is refused in the modal to who may not share', async () => {
    const message = world.slack.state.say('UBOB', 'CPUB', '訊息');
    await world.slack.people.shortcut('UGUEST', 'save_case', message);
    await expect.poll(() => JSON.stringify(openViews('UGUEST')[0]?.view.blocks ?? '')).toMatch(/登入|權杖/);
    expect(openViews('UGUEST')[0]!.view.submit).toBeUndefined();
  });

  it('offers a button when the trigger is too old to open a modal, and the button opens it', async () => {
    world.slack.state.triggers.clear();
    const late = world.slack.people.trigger.bind(world.slack.people);
    world.slack.people.trigger = () => 'expired';
    await world.slack.people.command('UAMY', 'GPRIV', '/case', 'share');
    world.slack.people.trigger = late;
    const [reply] = await world.replies({ channel: 'GPRIV', onlyFor: 'UAMY' });
    await world.slack.people.press('UAMY', reply!, 'form');
    expect(field(await modalOf('UAMY'), 'title')).toBeDefined();
  });
});

describe('reviewing a case', () => {
  it('in its form needs a reason to return it, and decides once', async () => {
    const draft = { ...facts, aiType: 'nlp', governmentLevel: 'municipality', country: 'TW' };
    const { 'sections.approach': approach, ...rest } = draft;
    const context = contextOf(world.bank, { actor: amy.actor });
    const { id } = await callCapability(capabilities.createCase, context, {
      ...rest,
      sections: { approach },
    });
    await callCapability(capabilities.submitCase, context, { id });
    await linkPerson(world, 'UBOB', ['reviewer']);
    await world.slack.people.command('UBOB', 'CPUB', '/case', 'review');
    const view = await modalOf('UBOB');
    expect(field(view, 'id').element.options.map(({ value }: { value: string }) => value)).toContain(id);
    const refused = await world.slack.people.submit(view, { id, decision: 'return' });
    expect(JSON.parse(refused.body)).toMatchObject({ errors: { comment: '退回時請寫明理由' } });
    const taken = await world.slack.people.submit(view, { id, decision: 'return', comment: '請補上成效' });
    expect([taken.status, taken.body]).toEqual([200, '']);
    await expect.poll(async () => (await ownCases()).find((one) => one.id === id)?.state).toBe('returned');
    await expect
      .poll(() => world.slack.state.byBot({ channel: 'CPUB', onlyFor: 'UBOB' }).at(-1)?.text)
      .toContain('已退回');
  });
});

const firstOf = (view: SlackView, name: string) =>
  (field(view, name).element.options as { value: string }[])[0]!.value;
