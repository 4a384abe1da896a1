import { checkView } from './limits.ts';
import { type Args, type Method, type Reply, refuse } from './methods-chat.ts';
import type { SlackState, SlackView } from './state.ts';

/** A trigger opens one modal, within three seconds. */
const triggerMs = 3_000;
const maxStack = 3;

function takeTrigger(state: SlackState, id: string, now: number): { user: string } | Reply {
  const trigger = state.triggers.get(id);
  if (!trigger) return refuse('invalid_trigger_id');
  if (now - trigger.at > triggerMs) return refuse('expired_trigger_id');
  state.triggers.delete(id);
  return { user: trigger.user };
}

const shown = ({ id, hash, view }: SlackView) => ({ ...view, id, hash, state: { values: {} } });

function checked(view: SlackView['view']): Reply | undefined {
  const faults = checkView(view as never);
  return faults.length > 0 ? refuse('invalid_arguments', faults) : undefined;
}

function add(state: SlackState, user: string, view: SlackView['view']): Reply {
  const id = state.nextId('V');
  const held = { id, user, hash: state.nextId('h'), view, open: true };
  state.views.set(id, held);
  return { ok: true, view: shown(held) };
}

const openFor = (state: SlackState, user: string) =>
  [...state.views.values()].filter((view) => view.user === user && view.open);

const open: Method = (state, args, now) => {
  const wrong = checked(args.view);
  if (wrong) return wrong;
  const taken = takeTrigger(state, args.trigger_id, now);
  if ('ok' in taken) return taken;
  for (const view of openFor(state, taken.user)) view.open = false;
  return add(state, taken.user, args.view);
};

const push: Method = (state, args, now) => {
  const wrong = checked(args.view);
  if (wrong) return wrong;
  const taken = takeTrigger(state, args.trigger_id, now);
  if ('ok' in taken) return taken;
  if (openFor(state, taken.user).length >= maxStack) return refuse('push_limit_reached');
  return add(state, taken.user, args.view);
};

const update: Method = (state, args: Args) => {
  const held = state.views.get(args.view_id);
  if (!held?.open) return refuse('not_found');
  if (args.hash && args.hash !== held.hash) return refuse('hash_conflict');
  const wrong = checked(args.view);
  if (wrong) return wrong;
  held.view = args.view;
  held.hash = state.nextId('h');
  return { ok: true, view: shown(held) };
};

export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
};
