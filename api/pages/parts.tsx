import { raw } from 'hono/html';
import type { AppError } from '../../core/errors.ts';
import type { Language, Text } from '../../core/language.ts';
import { isWebAddress, type MarkdownOptions, renderMarkdown } from './markdown.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';

/** The `lang` attribute of content that may be in another language than the page around it. */
export function langOf(language: Language): string {
  return language === 'en' ? 'en' : 'zh-Hant-TW';
}

interface FormProblemProps {
  readonly view: View;
  readonly problem: AppError | undefined;
  /** What to do about it. */
  readonly text?: Text;
}

/** Above a form that is shown again: what was wrong with it. */
export function FormProblem({ view, problem, text }: FormProblemProps) {
  if (!problem) return null;
  return (
    <div class="notice" role="alert" tabindex={-1}>
      {text ? <p class="problem">{view.t(text)}</p> : null}
      <p>{problem.messageIn(view.language)}</p>
    </div>
  );
}

export function Csrf({ view }: { view: View }) {
  return view.session ? <input type="hidden" name="csrf" value={view.session.csrf} /> : null;
}

export function Prose({
  text,
  language,
  options,
}: {
  text: string;
  language: Language;
  options?: MarkdownOptions;
}) {
  return (
    <div class="prose" lang={langOf(language)}>
      {raw(renderMarkdown(text, options))}
    </div>
  );
}

/** Facts by name; a fact without a value is left out. */
export function FactList({ rows }: { rows: readonly (readonly [string, string | null | undefined])[] }) {
  return (
    <dl class="fact-list">
      {rows.map(([name, value]) =>
        value ? (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** A link to another site; an address that is not a web page stays text. */
export function OutLink({ url, text }: { url: string; text: string }) {
  if (!isWebAddress(url)) return <span>{text}</span>;
  return (
    <a class="out" href={url} rel="noopener noreferrer nofollow">
      {text}
    </a>
  );
}

export interface LinkedSource {
  readonly url: string;
  readonly title: string;
  readonly publisher?: string | undefined;
  readonly year?: number | null | undefined;
  readonly read?: boolean | undefined;
}

export function SourceLine({ view, source }: { view: View; source: LinkedSource }) {
  const facts = [source.publisher, source.year ? String(source.year) : undefined].filter(Boolean);
  return (
    <>
      <OutLink url={source.url} text={source.title || source.url} />
      {facts.length > 0 ? <span class="quiet"> {facts.join(', ')}</span> : null}
      {source.read === false ? <span class="quiet"> · {view.t(texts.oneCase.notRead)}</span> : null}
    </>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly count?: number | undefined;
}

export function Select(props: {
  view: View;
  name: string;
  label: Text;
  options: readonly Option[];
  value: string | undefined;
  /** The text of the empty choice; without it one of the options is always chosen. */
  all?: Text;
}) {
  const { view, name, label, options, value, all } = props;
  return (
    <label class="field">
      <span>{view.t(label)}</span>
      <select name={name}>
        {all ? <option value="">{view.t(all)}</option> : null}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.count === undefined ? option.label : `${option.label} (${option.count})`}
          </option>
        ))}
      </select>
    </label>
  );
}
