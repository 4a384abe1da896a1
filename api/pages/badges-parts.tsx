import { shown } from '../../badges/issuers/schema.ts';
import { dayInTaiwan } from '../../badges/verify/check-dates.ts';
import type { capabilities } from '../../capabilities.ts';
import { hasRole, type Role } from '../../core/actor.ts';
import type { Text } from '../../core/language.ts';
import { badgeTexts } from './badges-texts.ts';
import type { View } from './view.ts';

export type BadgeItem = Awaited<ReturnType<typeof capabilities.listBadges.run>>['items'][number];
export type Badge = Awaited<ReturnType<typeof capabilities.getBadge.run>>;

export const badgeStyles = ['badges.css'] as const;

export function mayAs(view: View, ...roles: readonly Role[]): boolean {
  const actor = view.session?.actor;
  return actor !== undefined && roles.some((role) => hasRole(actor, role));
}

/** The day of a time in Taiwan, as both languages write it. */
export const dayOf = dayInTaiwan;

export function SandboxMark({ view, sandbox }: { view: View; sandbox: boolean }) {
  return sandbox ? <span class="sandbox-mark">{view.t(badgeTexts.sandbox)}</span> : null;
}

export function StateTag({ view, state }: { view: View; state: BadgeItem['state'] }) {
  return <span class={`tag state state-${state}`}>{view.t(badgeTexts.states[state])}</span>;
}

export function badgeName(view: View, badge: Pick<BadgeItem, 'name'>): string {
  return shown(badge.name, view.language);
}

/** The picture of a definition, or of what it will be once it is approved. */
export function BadgePicture({ view, badge, large }: { view: View; badge: BadgeItem; large?: boolean }) {
  const shape = large ? 'badge-picture' : undefined;
  // A draft's picture changes with its version, so its address does too.
  const source = `/badges/${encodeURIComponent(badge.id)}/image.svg?lang=${view.language}&v=${badge.version}`;
  return <img class={shape} src={source} alt="" width={large ? 272 : 72} height={large ? 272 : 72} />;
}

interface FieldProps {
  readonly view: View;
  readonly name: string;
  readonly label: Text;
  readonly value?: string | undefined;
  readonly type?: string;
  readonly max?: number;
  readonly required?: boolean;
  readonly min?: string;
}

export function InputField({ view, name, label, value, type = 'text', max, required, min }: FieldProps) {
  return (
    <label class="field">
      <span>{view.t(label)}</span>
      <input
        type={type}
        name={name}
        value={value ?? ''}
        maxlength={max}
        required={required}
        min={min}
        step={type === 'number' ? 'any' : undefined}
      />
    </label>
  );
}

export function AreaField({
  view,
  name,
  label,
  value,
  max,
  required,
  rows = 4,
}: FieldProps & { rows?: number }) {
  return (
    <label class="field">
      <span>{view.t(label)}</span>
      <textarea name={name} maxlength={max} required={required} rows={rows}>
        {value ?? ''}
      </textarea>
    </label>
  );
}

/** A reviewer's comment and the two ways to decide. */
export function DecisionFields({ view }: { view: View }) {
  const { one } = badgeTexts;
  return (
    <>
      <AreaField view={view} name="comment" label={one.comment} max={4_000} rows={3} />
      <p class="quiet small-text">{view.t(one.returnHint)}</p>
      <p class="actions">
        <button type="submit" class="button" name="decision" value="approve">
          {view.t(one.approve)}
        </button>
        <button type="submit" class="button plain" name="decision" value="return">
          {view.t(one.return)}
        </button>
      </p>
    </>
  );
}

/** Between a label and its value, as each language writes it. */
export function colon(view: View): string {
  return view.language === 'en' ? ': ' : '：';
}
