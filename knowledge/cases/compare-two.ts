import { z } from 'zod';
import { callCapability, defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { sectionHeadings } from './case-source.ts';
import { getCase } from './get-case.ts';
import { CaseItem } from './published.ts';
import { Metric } from './schema.ts';

const facts = [
  'agency',
  'country',
  'governmentLevel',
  'sector',
  'aiType',
  'stage',
  'outcome',
  'started',
  'ended',
  'riskLevel',
] as const;

const Side = z.object({
  id: z.string(),
  item: CaseItem,
  metrics: z.array(Metric),
  /** The text of each part that both are compared by; null where a case has none. */
  parts: z.array(z.object({ heading: z.string(), text: z.string().nullable() })),
});

type Case = Awaited<ReturnType<typeof getCase.run>>;

function sideOf(one: Case): z.input<typeof Side> {
  const textOf = (heading: string) =>
    one.sections
      .filter((section) => section.heading === heading)
      .map(({ text }) => text)
      .join('\n\n') || null;
  const parts = Object.values(sectionHeadings).map((heading) => ({ heading, text: textOf(heading) }));
  return { id: one.id, item: one.item!, metrics: one.metrics, parts };
}

function factOf(item: z.input<typeof CaseItem>, name: (typeof facts)[number]): string | null {
  return name === 'country' ? item.country.name : item[name];
}

export const compareTwoCases = defineCapability({
  name: 'compare-two-cases',
  title: { 'zh-TW': '並列兩則案例', en: 'Two cases side by side' },
  description: {
    'zh-TW': '把兩則已發布案例的事實、數據與各段落並列。',
    en: 'The facts, figures and parts of two published cases beside each other.',
  },
  input: z.object({ a: z.string().min(1).max(200), b: z.string().min(1).max(200) }),
  output: z.object({
    a: Side,
    b: Side,
    facts: z.array(
      z.object({
        name: z.enum(facts),
        a: z.string().nullable(),
        b: z.string().nullable(),
        same: z.boolean(),
      }),
    ),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, input) {
    const [a, b] = await Promise.all([input.a, input.b].map((id) => callCapability(getCase, ctx, { id })));
    for (const one of [a, b])
      if (!one?.item) throw notFound({ 'zh-TW': '已發布的案例', en: 'published case' });
    const sides = { a: sideOf(a!), b: sideOf(b!) };
    return {
      ...sides,
      facts: facts.map((name) => {
        const [one, other] = [factOf(sides.a.item, name), factOf(sides.b.item, name)];
        return { name, a: one, b: other, same: one === other };
      }),
    };
  },
});
