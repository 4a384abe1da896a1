import { findCredential } from '../../badges/credentials/get-credential.ts';
import { createIssuer, updateIssuer } from '../../badges/issuers/manage-issuers.ts';
import { callCapability } from '../../core/capability.ts';
import { approveBadge, type BadgeBank, draft, issue } from './support.ts';

export interface VariedBadge {
  readonly id: string;
  readonly jws: string;
  readonly jwsVc: string;
  readonly credential: Record<string, unknown>;
}

/** One badge of every kind the hub issues: languages, recipients, results, dates, issuers, texts that want escaping. */
export async function issueVaried(world: BadgeBank): Promise<VariedBadge[]> {
  const admin = world.as('chen', ['admin']);
  const unit = {
    id: 'unit',
    name: { 'zh-TW': '訓練單位', en: 'Training unit' },
    description: { 'zh-TW': '說明' },
    url: 'https://unit.gov.example',
    email: 'badges@unit.gov.example',
  };
  await callCapability(createIssuer, admin, unit);
  await callCapability(updateIssuer, admin, { ...unit, showNames: true });
  await callCapability(createIssuer, admin, { id: 'try', name: { 'zh-TW': '試用單位' }, sandbox: true });
  const plain = await approveBadge(world);
  const escaped = await approveBadge(world, {
    name: { 'zh-TW': '<b>治理</b> & "風險" \'𠮷\'', en: 'Risk & <governance>' },
    description: { 'zh-TW': '一\n二\t三' },
    validityMonths: undefined,
    competencies: [...draft.competencies, { competency: '資訊安全與倫理', level: 'senior', proficiency: 4 }],
  });
  const [named, sandbox] = [
    await approveBadge(world, { issuer: 'unit' }),
    await approveBadge(world, { issuer: 'try' }),
  ];
  const results = [
    { name: '總分', value: 87 },
    { name: 'Grade', value: 'A+' },
  ];
  const made = [
    await issue(world, plain),
    await issue(world, plain, { language: 'en', recipient: { id: 'holder' }, results }),
    await issue(world, escaped),
    await issue(world, escaped, { language: 'en', validUntil: '2030-01-01T00:00:00+08:00' }),
    await issue(world, escaped, { validFrom: '2026-01-01T12:34:56.789+08:00', results }),
    await issue(world, plain, {
      evidence: [
        { name: '一' },
        { name: '二', narrative: '說明' },
        { name: '三', url: 'https://a.example/x?y=1&z=2' },
      ],
    }),
    await issue(world, named),
    await issue(world, named, { language: 'en' }),
    await issue(world, sandbox, { evidence: [] }),
  ];
  return Promise.all(
    made.map(async ({ id, credential: jws }) => {
      const { row } = (await findCredential(world.bank, id))!;
      return { id, jws, jwsVc: row.jwsVc, credential: row.credential };
    }),
  );
}
