import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../badges/credentials/get-credential.ts';
import { revokeBadge } from '../../badges/credentials/revoke-badge.ts';
import { getBakedImage } from '../../badges/image/badge-image.ts';
import { getKeySet } from '../../badges/issuers/publish-keys.ts';
import { getStatusList } from '../../badges/status/own-lists.ts';
import { callCapability } from '../../core/capability.ts';
import { projectRoot } from '../support/project-files.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank, partOf } from './support.ts';
import { issueVaried, type VariedBadge } from './varied-badges.ts';

/** Runs a program of another language in the project's folder. */
function python(script: string, input: unknown): unknown {
  const options = { cwd: projectRoot, input: JSON.stringify(input), maxBuffer: 64_000_000 };
  return JSON.parse(execFileSync('python3', [script], options).toString());
}

const finds = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const noPython = finds('python3', '--version') ? undefined : 'no Python 3 on this machine';
const noJose = finds('python3', '-c', 'import joserfc') ? undefined : 'no joserfc on this machine';
const noPngcheck = spawnSync('pngcheck', ['-h']).error ? 'no pngcheck on this machine' : undefined;
const orWhy = (name: string, reason: string | undefined) => (reason ? `${name} (skipped: ${reason})` : name);

describe.skipIf(noPython)('what another language, with none of our code, makes of a badge', () => {
  let world: BadgeBank;
  beforeAll(async () => {
    world = await openBadgeBank();
  });
  afterAll(() => world?.close());

  it('agrees on signatures, status list and baked images', async () => {
    const badge = await approveBadge(world);
    const revoked = await issue(world, badge);
    await callCapability(revokeBadge, world.as('wang', ['issuer']), { id: revoked.id, reason: '誤發' });
    const { id, credential } = await issue(world, badge);
    const { jwsVc } = (await findCredential(world.bank, id))!.row;
    const { statusListCredential } = partOf(credential, 1).credentialStatus;
    const list = (await getStatusList(world.bank, statusListCredential.split('/').at(-1))).jws;
    const { keys } = await getKeySet(world.bank);
    const withKey = (jws: string) => ({ jws, jwk: keys.find((key) => key.kid === partOf(jws, 0).kid) });
    const image = async (kind: 'png' | 'svg') =>
      (await getBakedImage(world.bank, id, kind)).bytes.toString('base64');
    const input = {
      forms: [credential, jwsVc].map(withKey),
      list: withKey(list),
      png: await image('png'),
      svg: await image('svg'),
    };
    expect(python('tests/badges/check_badge.py', input)).toEqual({
      forms: [
        { alg: 'RS256', kid: true, good: true, spoiled: false },
        { alg: 'ES256', kid: true, good: true, spoiled: false },
      ],
      list: {
        alg: 'RS256',
        kid: true,
        good: true,
        spoiled: false,
        entries: 131_072,
        set: [Number(partOf(revoked.credential, 1).credentialStatus.statusListIndex)],
      },
      png: [credential],
      svg: [credential],
    });
  });
});

describe('what others’ programs make of every kind of badge issued here', () => {
  let world: BadgeBank;
  let made: VariedBadge[];
  beforeAll(async () => {
    world = await openBadgeBank();
    made = await issueVaried(world);
  });
  afterAll(() => world?.close());

  it.skipIf(noJose)(
    orWhy('a JOSE implementation in Python accepts both forms, and no spoiled one', noJose),
    async () => {
      const { keys } = await getKeySet(world.bank);
      const withKey = (jws: string) => ({ jws, jwk: keys.find((key) => key.kid === partOf(jws, 0).kid) });
      const forms = made.flatMap(({ jws, jwsVc }) => [jws, jwsVc]);
      expect(python('tests/badges/check_jose.py', forms.map(withKey))).toEqual(
        forms.map((jws) => partOf(jws, 1)),
      );
      const spoiled = forms.map((jws) => {
        const [head, , signature] = jws.split('.');
        return `${head}.${Buffer.from(JSON.stringify({ ...partOf(jws, 1), x: 1 })).toString('base64url')}.${signature}`;
      });
      expect(python('tests/badges/check_jose.py', spoiled.map(withKey))).toEqual(spoiled.map(() => null));
    },
  );

  it.skipIf(noPngcheck)(orWhy('pngcheck finds nothing wrong with a baked PNG', noPngcheck), async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
    for (const { id } of made) {
      const file = join(folder, `${id}.png`);
      writeFileSync(file, (await getBakedImage(world.bank, id, 'png')).bytes);
      expect(execFileSync('pngcheck', [file]).toString()).toMatch(/^OK: /);
    }
    rmSync(folder, { recursive: true });
  });
});
