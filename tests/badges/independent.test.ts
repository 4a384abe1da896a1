import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../badges/credentials/get-credential.ts';
import { revokeBadge } from '../../badges/credentials/revoke-badge.ts';
import { getBakedImage } from '../../badges/image/badge-image.ts';
import { getKeySet } from '../../badges/issuers/publish-keys.ts';
import { getStatusList } from '../../badges/status/own-lists.ts';
import { callCapability } from '../../core/capability.ts';
import { projectRoot } from '../support/project-files.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank, partOf } from './support.ts';

const noPython = spawnSync('python3', ['--version']).status === 0 ? undefined : 'no Python 3 on this machine';

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
    const output = execFileSync('python3', ['tests/badges/check_badge.py'], {
      cwd: projectRoot,
      input: JSON.stringify(input),
    });
    expect(JSON.parse(output.toString())).toEqual({
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
