import type { Child } from 'hono/jsx';
import type { capabilities } from '../../capabilities.ts';
import type { Text } from '../../core/language.ts';
import { type CallPhase, phaseLabels } from '../../knowledge/programme/calls/schema.ts';
import { type NominationState, nominationLabels } from '../../knowledge/programme/nominations/schema.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import type { View } from './view.ts';

type Can = typeof capabilities;
export type Call = Awaited<ReturnType<Can['listCalls']['run']>>['items'][number];
export type FullCall = Awaited<ReturnType<Can['getCall']['run']>>;
export type Nomination = Awaited<ReturnType<Can['getNomination']['run']>>;
export type Cohort = Awaited<ReturnType<Can['getCohort']['run']>>;
export type Gathering = Awaited<ReturnType<Can['getGathering']['run']>>;
export type GatheringItem = Awaited<ReturnType<Can['listGatherings']['run']>>['items'][number];

// Forms, states and cards look as those of badges and modules do.
export const programmeStyles = ['badges.css', 'courses.css', 'programme.css'] as const;

const path = (kind: string) => (id: string) => `/programme/${kind}/${encodeURIComponent(id)}`;
export const callPath = path('calls');
export const nominationPath = path('nominations');
export const cohortPath = path('cohorts');
export const gatheringPath = path('gatherings');

/** A text in the reader's language where it was written in it. */
export function ownText(
  view: View,
  { 'zh-TW': zh, en }: { 'zh-TW': string; en?: string | undefined },
): string {
  return view.language === 'en' ? (en ?? zh) : zh;
}

export function Tag({ view, label, look }: { view: View; label: Text; look: string }) {
  return <span class={`tag state state-${look}`}>{view.t(label)}</span>;
}

const phaseLooks = {
  draft: 'draft',
  upcoming: 'draft',
  open: 'in_review',
  judging: 'in_review',
  decided: 'approved',
};

export function PhaseTag({ view, phase }: { view: View; phase: CallPhase }) {
  return <Tag view={view} label={phaseLabels[phase]} look={phaseLooks[phase]} />;
}

const nominationLooks: Record<NominationState, string> = {
  invited: 'draft',
  submitted: 'in_review',
  withdrawn: 'retired',
  lapsed: 'retired',
  selected: 'approved',
  not_selected: 'returned',
};

export function NominationTag({ view, state }: { view: View; state: NominationState }) {
  return <Tag view={view} label={nominationLabels[state]} look={nominationLooks[state]} />;
}

/** A page of the programme, with the way back. */
export function ProgrammeFrame({
  view,
  title,
  wide,
  children,
}: {
  view: View;
  title: string;
  wide?: boolean;
  children?: Child;
}) {
  return (
    <Layout view={view} title={title} section="/programme" styles={programmeStyles} wide={wide === true}>
      <p class="crumb no-print">
        <a href="/programme">{view.t(programmeTexts.title)}</a>
      </p>
      <h1>{title}</h1>
      {children}
    </Layout>
  );
}

/** One button that acts, with whatever its act needs. */
export function ActButton({
  view,
  action,
  label,
  fields = {},
  plain,
  about,
}: {
  view: View;
  action: string;
  label: Text;
  fields?: Readonly<Record<string, string>>;
  plain?: boolean;
  /** What it acts on, for those who hear the button without seeing what is around it. */
  about?: string;
}) {
  return (
    <form class="inline no-print" method="post" action={action}>
      <Csrf view={view} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button
        type="submit"
        class={plain ? 'button plain' : 'button'}
        aria-label={about ? `${view.t(label)}: ${about}` : undefined}
      >
        {view.t(label)}
      </button>
    </form>
  );
}

/** A form behind its own name, so that a page stays readable. */
export function ActForm({
  view,
  action,
  label,
  children,
  open,
  submit,
}: {
  view: View;
  action: string;
  label: Text;
  children?: Child;
  open?: boolean;
  /** What the button says; the form's name unless given. */
  submit?: Text;
}) {
  return (
    <details class="act no-print" open={open}>
      <summary>{view.t(label)}</summary>
      <form class="sheet" method="post" action={action}>
        <Csrf view={view} />
        {children}
        <p>
          <button type="submit" class="button">
            {view.t(submit ?? label)}
          </button>
        </p>
      </form>
    </details>
  );
}

/** A time in Taiwan (UTC+8) as `2026-03-10 14:00`. */
export function timeOf(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** From one time to another, the day once where it is the same. */
export function spanOf(startsAt: string, endsAt: string): string {
  const [start, end] = [timeOf(startsAt), timeOf(endsAt)];
  return start.slice(0, 10) === end.slice(0, 10) ? `${start}–${end.slice(11)}` : `${start} – ${end}`;
}
