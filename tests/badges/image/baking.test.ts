import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposeBadge } from '../../../badges/definitions/propose-badge.ts';
import { getBadgeImage, getBakedImage } from '../../../badges/image/badge-image.ts';
import { bakePng, unbakePng } from '../../../badges/image/bake-png.ts';
import { bakeSvg, unbakeSvg } from '../../../badges/image/bake-svg.ts';
import { drawBadge } from '../../../badges/image/draw-badge.ts';
import { readPngChunks, writePngChunk } from '../../../badges/image/png-chunks.ts';
import { drawQrCode } from '../../../badges/image/qr-code.ts';
import { wrapText } from '../../../badges/image/wrap-text.ts';
import { callCapability } from '../../../core/capability.ts';
import { approveBadge, type BadgeBank, draft, issue, openBadgeBank } from '../support.ts';
import { codesOf, verifyOffline } from '../verify/forge.ts';

describe('pictures of badges', () => {
  let world: BadgeBank;
  let badge: string;
  let jws: string;
  let id: string;
  let png: Buffer;
  beforeAll(async () => {
    world = await openBadgeBank();
    badge = await approveBadge(world);
    ({ id, credential: jws } = await issue(world, badge));
    png = (await getBadgeImage(world.as(undefined), badge, 'png', 'zh-TW')).bytes;
  });
  afterAll(() => world?.close());
  const firstCode = async (input: Uint8Array | string) => codesOf(await verifyOffline(world, input))[0];

  it('carry the badge out of the PNG as it went in, and keep every other byte', () => {
    const baked = bakePng(png, jws);
    expect(unbakePng(baked)).toBe(jws);
    const others = readPngChunks(baked).filter((chunk) => chunk.type !== 'iTXt');
    const rebuilt = Buffer.concat([
      baked.subarray(0, 8),
      ...others.map((one) => baked.subarray(one.start, one.end)),
    ]);
    expect(rebuilt.equals(png)).toBe(true);
  });

  it('hold one badge at most: baking again replaces', () => {
    const again = bakePng(bakePng(png, 'a.b.c'), jws);
    expect(unbakePng(again)).toBe(jws);
    expect(again.equals(bakePng(png, jws))).toBe(true);
  });

  it('carry the badge out of the SVG as it went in, and keep every other character', () => {
    const svg = drawBadge({
      name: 'A & B <治理>',
      competencies: ['AI素養'],
      level: 'senior',
      issuerName: '"單位"',
      sandbox: false,
      language: 'zh-TW',
    });
    const baked = bakeSvg(svg, jws);
    expect(unbakeSvg(baked)).toBe(jws);
    const badgeElement = /<openbadges:credential[^>]*><\/openbadges:credential>/;
    const rest = baked
      .replace(badgeElement, '')
      .replace('xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" ', '');
    expect(rest).toBe(svg);
  });

  it('verify as valid, downloaded in either form', async () => {
    for (const kind of ['png', 'svg'] as const) {
      const { bytes } = await getBakedImage(world.bank, id, kind);
      expect((await verifyOffline(world, bytes)).status).toBe('valid');
    }
  });

  it('show nobody’s data before they are issued, and a draft’s to its proposer alone', async () => {
    expect(() => unbakePng(png)).toThrow('no iTXt');
    const { id: proposal } = await callCapability(proposeBadge, world.as('lin', ['pilot_leader']), draft);
    await expect(getBadgeImage(world.as('wu', ['staff']), proposal, 'png', 'zh-TW')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const preview = await getBadgeImage(world.as('lin', ['pilot_leader']), proposal, 'svg', 'zh-TW');
    expect([preview.settled, preview.bytes.toString()]).toEqual([
      false,
      expect.stringContaining('AI 導入規劃'),
    ]);
  });

  const chunk = (type: string, data: Buffer) => writePngChunk(type, data);
  const text = (...parts: (string | number)[]) =>
    Buffer.concat(
      parts.map((one) => (typeof one === 'number' ? Buffer.from([one]) : Buffer.from(one, 'latin1'))),
    );
  const withChunk = (one: Buffer) => {
    const [header] = readPngChunks(png);
    return Buffer.concat([png.subarray(0, header!.end), one, png.subarray(header!.end)]);
  };
  const bad: [string, () => Buffer, string][] = [
    ['no badge', () => png, 'baked_missing'],
    [
      'two badges',
      () => withChunk(chunk('iTXt', text('openbadgecredential', 0, 0, 0, 0, 0, 'a.b.c'))),
      'baked_missing',
    ],
    [
      'a compressed badge',
      () => withChunk(chunk('iTXt', text('openbadgecredential', 0, 1, 0, 0, 0))),
      'image_malformed',
    ],
    [
      'a badge without its text',
      () => withChunk(chunk('iTXt', text('openbadgecredential', 0, 0, 0))),
      'image_malformed',
    ],
    [
      'a compressed text chunk',
      () => withChunk(chunk('zTXt', Buffer.concat([text('openbadgecredential', 0, 0), deflateSync('x')]))),
      'baked_missing',
    ],
    [
      'the older keyword',
      () => withChunk(chunk('iTXt', text('openbadges', 0, 0, 0, 0, 0, 'a.b.c'))),
      'baked_missing',
    ],
    ['a wrong checksum', () => Buffer.from(bakePng(png, jws)).fill(0x41, 100, 101), 'image_malformed'],
    ['a cut file', () => bakePng(png, jws).subarray(0, 5_000), 'image_malformed'],
    ['something after the end', () => Buffer.concat([png, chunk('iTXt', text('x', 0))]), 'image_malformed'],
    ['a signature alone', () => png.subarray(0, 8), 'image_malformed'],
    [
      'a chunk of 2 GB',
      () => Buffer.concat([png.subarray(0, 33), Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.from('iTXt')]),
      'image_malformed',
    ],
  ];
  it.each(bad)('tell a PNG with %s', async (what, make, code) => {
    const file = what === 'two badges' ? doubled() : make();
    expect(await firstCode(file)).toBe(what === 'two badges' ? 'baked_duplicate' : code);
  });

  function doubled(): Buffer {
    const baked = bakePng(png, jws);
    const second = readPngChunks(baked)[1]!;
    return Buffer.concat([baked.subarray(0, second.end), baked.subarray(second.start)]);
  }

  it('are never decoded: a header of 50,000 by 50,000 costs nothing', async () => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(50_000, 0);
    header.writeUInt32BE(50_000, 4);
    header.set([8, 6, 0, 0, 0], 8);
    const huge = Buffer.concat([png.subarray(0, 8), chunk('IHDR', header), chunk('IEND', Buffer.alloc(0))]);
    expect((await verifyOffline(world, bakePng(huge, jws))).status).toBe('valid');
  });

  const ns = 'xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0"';
  const element = () => `<ob:credential verify="${jws}"></ob:credential>`;
  it.each([
    [
      'a bare document type',
      () => `<!DOCTYPE svg PUBLIC "a" "http://x.example/y.dtd"><svg ${ns}>${element()}</svg>`,
      undefined,
    ],
    ['another prefix', () => `<svg ${ns}><g>${element()}</g></svg>`, undefined],
    [
      'a document type of its own',
      () => `<!DOCTYPE svg [<!ENTITY a "b">]><svg ${ns}>${element()}</svg>`,
      'image_malformed',
    ],
    [
      'an entity bomb',
      () => `<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg ${ns}>&b;${element()}</svg>`,
      'image_malformed',
    ],
    ['an entity from elsewhere', () => `<svg ${ns}>&xxe;${element()}</svg>`, 'image_malformed'],
    ['two badges', () => `<svg ${ns}>${element()}${element()}</svg>`, 'baked_duplicate'],
    ['none', () => `<svg ${ns}></svg>`, 'baked_missing'],
    [
      'another namespace',
      () => `<svg ${ns} xmlns:b="urn:x"><b:credential verify="${jws}"/></svg>`,
      'baked_missing',
    ],
    [
      'a prefix nobody declared',
      () => `<svg xmlns="http://www.w3.org/2000/svg"><openbadges:credential verify="${jws}"/></svg>`,
      'image_malformed',
    ],
    ['another root', () => `<html>${element()}</html>`, 'image_malformed'],
    ['a file cut short', () => `<svg ${ns}>${element()}`, 'image_malformed'],
    [
      'another encoding',
      () => `<?xml version="1.0" encoding="utf-7"?><svg ${ns}>${element()}</svg>`,
      'image_malformed',
    ],
  ])('read an SVG with %s', async (_what, make, code) => {
    const found = await verifyOffline(world, make());
    expect(codesOf(found)[0]).toBe(code);
    if (code === undefined) expect(found.status).toBe('valid');
  });

  it('do not read UTF-16', async () => {
    expect(await firstCode(Buffer.from(`\uFEFF<svg ${ns}>${element()}</svg>`, 'utf16le'))).toBe(
      'unsupported_format',
    );
  });

  it('let scripts in an SVG be: nothing of it is run or served back', async () => {
    const scripted = `<svg ${ns}>${element()}<script>alert(1)</script><foreignObject><p xmlns="x"/></foreignObject></svg>`;
    expect((await verifyOffline(world, scripted)).status).toBe('valid');
  });

  it('break a long Chinese name into lines that start with no comma', () => {
    const lines = wrapText('生成式人工智慧應用風險評估，治理與採購實務進階班結業認證', 12, 3);
    expect(lines.join('')).toBe('生成式人工智慧應用風險評估，治理與採購實務進階班結業認證');
    expect(lines.every((line) => !/^[，。、]/.test(line))).toBe(true);
    expect(wrapText('x'.repeat(500), 12, 3)[0]!.endsWith('…')).toBe(true);
  });

  it('keep a long issuer’s name inside the rim, whole where it can be', () => {
    const face = {
      name: 'x',
      competencies: ['AI素養'],
      level: 'mid',
      sandbox: false,
      language: 'en',
    } as const;
    for (const issuerName of [
      'AI Governance Knowledge Bank',
      '行政院人事行政總處公務人力發展學院',
      'W'.repeat(200),
    ]) {
      const svg = drawBadge({ ...face, issuerName });
      const lines = [
        ...svg.matchAll(/<text x="400" y="(\d+)" font-size="(\d+)"[^>]*font-weight="700">([^<]+)<\/text>/g),
      ]
        .filter(([, y]) => Number(y) > 640)
        .map(([, y, size, text]) => ({ y: Number(y), size: Number(size), text: text! }));
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const { y, size, text } of lines) {
        // Wide letters of a bold face: a full em for Chinese and W, six tenths for others.
        const width =
          [...text].reduce((sum, char) => sum + (/[W\u4E00-\u9FFF…]/.test(char) ? 1 : 0.6), 0) * size;
        const room = 2 * Math.sqrt(352 ** 2 - (y - 400) ** 2);
        expect([issuerName, width < room]).toEqual([issuerName, true]);
      }
    }
    const shown = drawBadge({ ...face, issuerName: 'AI Governance Knowledge Bank' });
    expect(shown).toContain('>AI Governance Knowledge Bank<');
    expect(shown).not.toContain('…');
  });

  it('have a QR code that is an SVG', () => {
    expect(drawQrCode('https://badges.gov.example/credentials/credential_1')).toMatch(
      /^<svg [\s\S]*<\/svg>$/,
    );
  });
});
