import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { levelTexts as texts } from './dashboard-texts.ts';
import { levelOptions } from './framework-data.ts';
import { Layout } from './layout.tsx';
import { Select } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

type Reply = Awaited<ReturnType<typeof can.listBehaviours.run>>;

function Competency({ view, item }: { view: View; item: Reply['items'][number] }) {
  return (
    <section id={`${item.level.id}-${item.competency.id}`}>
      <h2>
        {item.competency.name} <span class="quiet">{item.level.name}</span>
      </h2>
      {item.definedByStudy ? null : <p class="quiet small-text">{view.t(texts.undefinedYet)}</p>}
      <ol>
        {item.behaviours.map((one) => (
          <li value={one.proficiency}>{one.text}</li>
        ))}
      </ol>
    </section>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const filter = queryFields(c, ['level', 'competency']);
  const level = filter.level ?? (filter.competency ? undefined : 'basic');
  const reply = await callCapability(can.listBehaviours, contextOf(c, 'web'), {
    ...filter,
    ...(level && { level }),
  });
  const title = view.t(texts.behaviours);
  return sendPage(
    c,
    <Layout view={view} title={title} section="/framework" styles={['learners.css']}>
      <h1>{title}</h1>
      <p class="notice">{reply.note}</p>
      <p class="quiet">{reply.scale.map((one) => `${one.proficiency} ${one.name}`).join(' · ')}</p>
      <form class="inline-fields no-print" method="get" action="/framework/behaviours">
        <Select view={view} name="level" label={texts.level} value={level} options={levelOptions(view)} />
        <button type="submit" class="button plain">
          {view.t(texts.show)}
        </button>
      </form>
      {reply.items.map((item) => (
        <Competency view={view} item={item} />
      ))}
    </Layout>,
  );
}

/** What can be seen at each proficiency, for everybody to read and to object to. */
export function mountBehaviours(app: BankApp): void {
  app.get('/framework/behaviours', show);
}
