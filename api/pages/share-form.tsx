import type { AppError } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import { sectionHeadings } from '../../knowledge/cases/case-source.ts';
import {
  aiTypeLabels,
  basisLabels,
  governmentLevelLabels,
  outcomeLabels,
  stageLabels,
} from '../../knowledge/cases/labels.ts';
import { companyNumberReason, personalDataLabels } from '../../knowledge/privacy/mask-personal-data.ts';
import { InputField } from './badges-parts.tsx';
import { Layout } from './layout.tsx';
import { Csrf, FormProblem, type Option, Select } from './parts.tsx';
import { type Fields, parts, rowsOf } from './share-fields.ts';
import { shareTexts } from './share-texts.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';

export const caseStyles = ['badges.css', 'cases.css'] as const;
const { form } = shareTexts;

export interface ShareFormProps {
  readonly view: View;
  readonly action: string;
  readonly fields: Fields;
  /** Beside a field, the sentences it was read from. */
  readonly from?: Fields;
  /** The model that read the text; absent when rules did. */
  readonly reader?: string | undefined;
  /** Why the model did not read it, or not all of it. */
  readonly note?: Text | undefined;
  readonly unplaced?: readonly string[];
  /** What was masked a moment ago, in words. */
  readonly masked?: readonly string[];
  readonly saved?: boolean;
  readonly problem?: AppError | undefined;
  readonly comments?: readonly { comment: string; at: string }[];
  readonly competencies: readonly Option[];
  readonly audiences: readonly string[];
}

function optionsOf(view: View, labels: Readonly<Record<string, Text>>): Option[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label: view.t(label) }));
}

function From({ view, text }: { view: View; text: string | undefined }) {
  if (!text) return null;
  return (
    <p class="quiet small-text from">
      {view.t(form.from)}
      <q>{text}</q>
    </p>
  );
}

function Facts({ view, fields, from = {} }: ShareFormProps) {
  const input = (name: string, label: Text, max: number) => (
    <div>
      <InputField view={view} name={name} label={label} value={fields[name]} max={max} />
      <From view={view} text={from[name]} />
    </div>
  );
  const select = (name: string, label: Text, labels: Readonly<Record<string, Text>>) => (
    <div>
      <Select
        view={view}
        name={name}
        label={label}
        all={form.choose}
        value={fields[name]}
        options={optionsOf(view, labels)}
      />
      <From view={view} text={from[name]} />
    </div>
  );
  return (
    <fieldset>
      <legend>{view.t(form.facts)}</legend>
      {input('title', form.caseTitle, 300)}
      <div class="pair">
        {input('agency', form.agency, 200)}
        {input('sector', form.sector, 100)}
      </div>
      <div class="pair">
        {select('governmentLevel', form.level, governmentLevelLabels)}
        {select('aiType', form.aiType, aiTypeLabels)}
      </div>
      <div class="pair">
        {select('stage', form.stage, stageLabels)}
        {select('outcome', form.outcome, outcomeLabels)}
      </div>
      <div class="pair">
        {input('started', form.started, 10)}
        {input('ended', form.ended, 10)}
        <InputField view={view} name="country" label={form.country} value={fields.country || 'TW'} max={2} />
      </div>
    </fieldset>
  );
}

function Sections({ view, fields, from = {} }: ShareFormProps) {
  return (
    <fieldset>
      <legend>{view.t(form.sections)}</legend>
      {parts.map((part) => {
        const heading = sectionHeadings[part];
        return (
          <div>
            <label class="field" for={`part-${part}`}>
              <span>{view.t(texts.oneCase.parts[heading] ?? { 'zh-TW': heading, en: heading })}</span>
            </label>
            <p class="quiet small-text" id={`hint-${part}`}>
              {view.t(form.hints[part])}
            </p>
            <textarea
              id={`part-${part}`}
              name={part}
              rows={part === 'questions' ? 3 : 5}
              maxlength={10_000}
              aria-describedby={`hint-${part}`}
            >
              {fields[part] ?? ''}
            </textarea>
            <From view={view} text={from[part]} />
          </div>
        );
      })}
    </fieldset>
  );
}

function Metrics({ view, fields, from = {} }: ShareFormProps) {
  return (
    <fieldset>
      <legend>{view.t(form.metrics)}</legend>
      {rowsOf(fields, 'metric').map((row) => (
        <div>
          <div class="pair figure-row">
            <InputField
              view={view}
              name={`metric${row}`}
              label={form.metricName}
              value={fields[`metric${row}`]}
              max={300}
            />
            <InputField
              view={view}
              name={`value${row}`}
              label={form.metricValue}
              value={fields[`value${row}`]}
              max={200}
            />
            <InputField
              view={view}
              name={`unit${row}`}
              label={form.metricUnit}
              value={fields[`unit${row}`]}
              max={60}
            />
            <Select
              view={view}
              name={`basis${row}`}
              label={form.metricBasis}
              all={form.choose}
              value={fields[`basis${row}`]}
              options={optionsOf(view, basisLabels)}
            />
          </div>
          <From view={view} text={from[`metric${row}`]} />
        </div>
      ))}
    </fieldset>
  );
}

function Sources({ view, fields }: ShareFormProps) {
  return (
    <fieldset>
      <legend>{view.t(form.sources)}</legend>
      <p class="quiet small-text">{view.t(form.sourcesHint)}</p>
      {rowsOf(fields, 'url').map((row) => (
        <div class="pair">
          <InputField
            view={view}
            name={`source${row}`}
            label={form.sourceTitle}
            value={fields[`source${row}`]}
            max={300}
          />
          <InputField
            view={view}
            name={`url${row}`}
            label={form.sourceUrl}
            value={fields[`url${row}`]}
            type="url"
            max={2_000}
          />
        </div>
      ))}
    </fieldset>
  );
}

function Sharing({ view, fields, competencies, audiences }: ShareFormProps) {
  const chosen = (fields.competencies ?? '').split('\n');
  const visible = audiences.map((value) => ({
    value,
    label: view.t(form.visibilities[value.split(':')[0]!]!),
  }));
  return (
    <fieldset>
      <legend>{view.t(form.share)}</legend>
      <div class="pair">
        <Select
          view={view}
          name="visibility"
          label={form.visibility}
          value={fields.visibility ?? 'government'}
          options={visible}
        />
        <Select
          view={view}
          name="credit"
          label={form.credit}
          value={fields.credit ?? 'named'}
          options={optionsOf(view, form.credits)}
        />
      </div>
      <details>
        <summary>{view.t(form.competencies)}</summary>
        <div class="choices" lang={view.language === 'en' ? undefined : 'zh-Hant-TW'}>
          {competencies.map(({ value, label }) => (
            <label class="check">
              <input type="checkbox" name="competency" value={value} checked={chosen.includes(value)} />
              {label}
            </label>
          ))}
        </div>
      </details>
    </fieldset>
  );
}

function Above(props: ShareFormProps) {
  const { view, unplaced = [], masked = [], from, saved, comments = [] } = props;
  return (
    <>
      {from ? (
        <p class="notice">
          {props.reader ? `${view.t(form.draftedBy)}${props.reader}` : view.t(form.drafted)}
        </p>
      ) : null}
      {props.note ? (
        <p class="notice" role="status">
          {view.t(props.note)}
        </p>
      ) : null}
      {saved ? (
        <p class="notice" role="status">
          {view.t(form.saved)}
        </p>
      ) : null}
      {masked.length > 0 ? (
        <p class="notice" role="status">
          {view.t(form.maskedNow)}
          {masked.join(view.language === 'en' ? ', ' : '、')}
        </p>
      ) : null}
      {masked.some((word) => word.includes(view.t(personalDataLabels.company_number))) ? (
        <p class="quiet small-text">{view.t(companyNumberReason)}</p>
      ) : null}
      {comments.map(({ comment, at }) => (
        <section class="notice">
          <h2>{view.t(shareTexts.preview.comments)}</h2>
          <p class="lines">{comment}</p>
          <p class="quiet small-text">{at.slice(0, 10)}</p>
        </section>
      ))}
      {unplaced.length > 0 ? (
        <details class="act" open>
          <summary>{view.t(form.unplaced)}</summary>
          <ul>
            {unplaced.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** The guided form of a case, new or being written. A script saves it as its author goes. */
export function ShareForm(props: ShareFormProps) {
  const { view, action, problem } = props;
  return (
    <Layout
      view={view}
      title={view.t(form.title)}
      section="/cases"
      styles={caseStyles}
      scripts={['share.js']}
    >
      <p class="crumb no-print">
        <a href="/share">{view.t(shareTexts.title)}</a>
      </p>
      <h1>{view.t(form.title)}</h1>
      <FormProblem view={view} problem={problem} />
      <Above {...props} />
      <form
        class="sheet"
        id="share"
        method="post"
        action={action}
        data-saved={view.t(form.saved)}
        data-saving={view.t(form.saving)}
        data-failed={view.t(form.notSaved)}
        data-masked={view.t(form.maskedNow)}
      >
        <Csrf view={view} />
        <Facts {...props} />
        <Sections {...props} />
        <Metrics {...props} />
        <Sources {...props} />
        <Sharing {...props} />
        <div class="save-bar">
          <p id="share-status" role="status" class="quiet" />
          <p class="actions">
            <button type="submit" class="button" name="act" value="preview">
              {view.t(form.toPreview)}
            </button>
            <button type="submit" class="button plain" name="act" value="save">
              {view.t(form.save)}
            </button>
          </p>
        </div>
      </form>
    </Layout>
  );
}
