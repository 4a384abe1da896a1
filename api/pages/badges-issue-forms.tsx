import type { Context as HonoContext } from 'hono';
import { ownsIssuer } from '../../badges/definitions/issuer-of.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { csvColumns } from './badges-csv.ts';
import { AreaField, type Badge, colon, InputField } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { Csrf, Select } from './parts.tsx';
import type { View } from './view.ts';

const languages = [
  { value: 'zh-TW', label: '中文' },
  { value: 'en', label: 'English' },
];

/** Whether the person signed in may issue for this issuer. */
export async function issuesFor(c: HonoContext<ApiEnv>, issuerId: string): Promise<boolean> {
  const { items } = await callCapability(can.listIssuers, contextOf(c, 'web'), {});
  const issuer = items.find((one) => one.id === issuerId);
  return issuer !== undefined && ownsIssuer(c.var.actor, { agency: issuer.agency ?? null });
}

function SingleForm({ view, badge }: { view: View; badge: Badge }) {
  const { issue } = badgeTexts;
  return (
    <form class="sheet" method="post" action={`/badges/${badge.id}/issue`}>
      <Csrf view={view} />
      <p class="quiet small-text">{view.t(issue.lead)}</p>
      <div class="pair">
        <InputField view={view} name="email" label={issue.email} type="email" max={200} />
        <InputField view={view} name="id" label={issue.id} max={200} />
      </div>
      <InputField view={view} name="name" label={issue.name} max={100} />
      <div class="pair">
        <InputField
          view={view}
          name="evidenceName"
          label={issue.evidenceName}
          max={300}
          required={!badge.sandbox}
        />
        <InputField view={view} name="evidenceUrl" label={issue.evidenceUrl} type="url" max={1_000} />
      </div>
      <AreaField view={view} name="evidenceNarrative" label={issue.evidenceNarrative} max={4_000} rows={2} />
      <div class="pair">
        <InputField view={view} name="resultName" label={issue.resultName} max={200} />
        <InputField view={view} name="resultValue" label={issue.resultValue} max={200} />
      </div>
      <div class="pair">
        <Select view={view} name="language" label={issue.language} value="zh-TW" options={languages} />
        <InputField view={view} name="validUntil" label={issue.validUntil} type="date" />
      </div>
      <p>
        <button type="submit" class="button">
          {view.t(issue.submit)}
        </button>
      </p>
    </form>
  );
}

function BatchForm({ view, badge }: { view: View; badge: Badge }) {
  const { issue } = badgeTexts;
  return (
    <form class="sheet" method="post" action={`/badges/${badge.id}/issue-csv`} enctype="multipart/form-data">
      <Csrf view={view} />
      <p class="quiet small-text">{view.t(issue.csvLead)}</p>
      <p class="quiet small-text">
        {view.t(issue.csvColumns)}
        {colon(view)}
        <code>{csvColumns.map(({ name }) => name).join(',')}</code>
      </p>
      <InputField view={view} name="file" label={issue.csvFile} type="file" />
      <AreaField view={view} name="csv" label={issue.csvText} rows={5} />
      <p>
        <button type="submit" class="button">
          {view.t(issue.csvSubmit)}
        </button>
      </p>
    </form>
  );
}

/** The ways to issue an approved badge: to one person, or to everybody in a CSV file. */
export function IssueForms({ view, badge }: { view: View; badge: Badge }) {
  const { one } = badgeTexts;
  return (
    <>
      <details class="act" id="issue">
        <summary>{view.t(one.issueTo)}</summary>
        <SingleForm view={view} badge={badge} />
      </details>
      <details class="act" id="issue-csv">
        <summary>{view.t(one.issueMany)}</summary>
        <BatchForm view={view} badge={badge} />
      </details>
    </>
  );
}
