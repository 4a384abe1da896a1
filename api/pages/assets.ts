import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { BankApp } from '../app.ts';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

interface Asset {
  readonly body: string;
  readonly hash: string;
  readonly type: string;
}

const folder = new URL('../assets/', import.meta.url);

function readAsset(name: string): Asset {
  const body = readFileSync(new URL(name, folder), 'utf8');
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  return { body, hash, type: types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream' };
}

const assets: ReadonlyMap<string, Asset> = new Map(
  readdirSync(folder).map((name) => [name, readAsset(name)]),
);

/** The address of a stylesheet, script or picture; it changes with the content, so it may be kept for ever. */
export function assetUrl(name: string): string {
  const asset = assets.get(name);
  if (!asset) throw new RangeError(`no asset ${name}`);
  return `/assets/${name}?v=${asset.hash}`;
}

export function mountAssets(app: BankApp): void {
  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return c.notFound();
    const etag = `"${asset.hash}"`;
    c.header('ETag', etag);
    c.header(
      'Cache-Control',
      c.req.query('v') === asset.hash ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (c.req.header('if-none-match') === etag) return c.body(null, 304);
    return c.body(asset.body, 200, { 'Content-Type': asset.type });
  });
}
