import { levelOptions } from './framework-data.ts';
import { Csrf, type Option, Select } from './parts.tsx';
import { pathTexts as texts } from './path-texts.ts';
import type { View } from './view.ts';

/** What a path is asked for, as typed. */
export interface PathFields {
  readonly cluster: string | undefined;
  readonly level: string | undefined;
  readonly hours: string | undefined;
  readonly focus: string | undefined;
}

interface FormProps {
  readonly view: View;
  readonly fields: PathFields;
  readonly clusters: readonly Option[];
  readonly competencies: readonly Option[];
  /** Keeps the path of somebody signed in; else everything goes into the address. */
  readonly keeps: boolean;
}

const { form } = texts;

export function PathForm({ view, fields, clusters, competencies, keeps }: FormProps) {
  const levels = levelOptions(view);
  return (
    <form class="sheet no-print" method={keeps ? 'post' : 'get'} action={keeps ? '/path/plan' : '/path'}>
      {keeps ? <Csrf view={view} /> : null}
      <div class="pair">
        <Select
          view={view}
          name="cluster"
          label={form.cluster}
          all={form.choose}
          value={fields.cluster}
          options={clusters}
        />
        <Select
          view={view}
          name="level"
          label={form.level}
          all={form.choose}
          value={fields.level}
          options={levels}
        />
        <label class="field">
          <span>{view.t(form.hours)}</span>
          <input type="number" name="hours" min="0.25" max="2000" step="any" value={fields.hours ?? ''} />
        </label>
        <Select
          view={view}
          name="focus"
          label={form.focus}
          all={form.noFocus}
          value={fields.focus}
          options={competencies}
        />
      </div>
      <p>
        <button type="submit" class="button">
          {view.t(keeps ? form.keep : form.show)}
        </button>
      </p>
    </form>
  );
}

/** The same path with fewer or more hours, one click each. */
export function HourChoices({ view, fields, keeps }: Pick<FormProps, 'view' | 'fields' | 'keeps'>) {
  const hours = Number(fields.hours);
  if (!fields.hours || !Number.isFinite(hours)) return null;
  const round = (value: number) => String(Math.round(value * 100) / 100);
  const choices = [
    { label: form.less, hours: round(Math.max(1, hours - 6)) },
    { label: form.more, hours: round(Math.min(2_000, hours + 6)) },
  ].filter((one) => one.hours !== fields.hours);
  return (
    <div class="hour-choices no-print">
      {choices.map((one) => (
        <form method={keeps ? 'post' : 'get'} action={keeps ? '/path/plan' : '/path'}>
          {keeps ? <Csrf view={view} /> : null}
          {Object.entries({ ...fields, hours: one.hours }).map(([name, value]) =>
            value ? <input type="hidden" name={name} value={value} /> : null,
          )}
          <button type="submit" class="button plain">
            {`${view.t(one.label)} (${one.hours})`}
          </button>
        </form>
      ))}
    </div>
  );
}
