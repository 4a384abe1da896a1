import type { Context as HonoContext } from 'hono';
import { envelopeOf, getStoredCredential } from '../../badges/credentials/get-credential.ts';
import { getBadgeImage, getBakedImage, type Picture } from '../../badges/image/badge-image.ts';
import {
  getDidDocument,
  getIssuerKey,
  getIssuerProfile,
  getKeySet,
  getRootCertificate,
} from '../../badges/issuers/publish-keys.ts';
import { getStatusList } from '../../badges/status/own-lists.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';

/** What programs and other sites may read, and for how long they may keep it. Set once it is known to be there. */
function sendOpen(
  c: HonoContext<ApiEnv>,
  body: string | Uint8Array<ArrayBuffer>,
  { type, maxAge }: { type: string; maxAge: number },
): Response {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  c.header('Cache-Control', `public, max-age=${maxAge}`);
  return c.body(body, 200, { 'Content-Type': type });
}

const hour = 3_600;
const minutes = 300;
const plainText = 'text/plain; charset=utf-8';
const vcJwt = 'application/vc+jwt';

/** A signed document goes out as text. @see Open Badges 3.0: application/vc+jwt only when asked for */
function wantsVcJwt(c: HonoContext<ApiEnv>): boolean {
  return /\bapplication\/vc\+jwt\b/i.test(c.req.header('accept') ?? '');
}

function sendPicture(c: HonoContext<ApiEnv>, { bytes, contentType }: Picture): Response {
  // Nothing inside an SVG may run or load, wherever it is opened.
  if (contentType === 'image/svg+xml')
    c.header(
      'Content-Security-Policy',
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    );
  return sendOpen(c, new Uint8Array(bytes), { type: contentType, maxAge: hour });
}

type Handler = (c: HonoContext<ApiEnv>, id: string) => Promise<Response>;

const forms: Readonly<Record<string, Handler>> = {
  async jwt(c, id) {
    const { row } = await getStoredCredential(c.var.bank, id);
    return sendOpen(c, row.jws, { type: plainText, maxAge: hour });
  },
  async json(c, id) {
    const { row } = await getStoredCredential(c.var.bank, id);
    const envelope = JSON.stringify(envelopeOf(row.jwsVc));
    return sendOpen(c, envelope, { type: 'application/vc+ld+json', maxAge: hour });
  },
  png: async (c, id) => sendPicture(c, await getBakedImage(c.var.bank, id, 'png')),
  svg: async (c, id) => sendPicture(c, await getBakedImage(c.var.bank, id, 'svg')),
};

/** `/credentials/{id}.jwt` and its kin, and the second profile by Accept; the bare address is a page. */
function mountCredentialForms(app: BankApp): void {
  app.get('/credentials/:name', async (c, next) => {
    const [, id = '', form = ''] = /^([^.]+)(?:\.(jwt|json|png|svg))?$/.exec(c.req.param('name')) ?? [];
    const handler = forms[form];
    if (handler) return handler(c, id);
    if (!id || !wantsVcJwt(c)) return next();
    const { row } = await getStoredCredential(c.var.bank, id);
    c.header('Vary', 'Accept');
    return sendOpen(c, row.jwsVc, { type: vcJwt, maxAge: hour });
  });
}

function mountIssuerDocuments(app: BankApp): void {
  app.get('/issuers/:id', async (c) => {
    const profile = await getIssuerProfile(c.var.bank, c.req.param('id'), c.var.language);
    c.header('Vary', 'Accept-Language, Cookie');
    return sendOpen(c, JSON.stringify(profile), { type: 'application/json', maxAge: minutes });
  });
  app.get('/issuers/:id/keys/:thumbprint', async (c) => {
    const jwk = await getIssuerKey(c.var.bank, c.req.param('id'), c.req.param('thumbprint'));
    return sendOpen(c, JSON.stringify(jwk), { type: 'application/jwk+json', maxAge: minutes });
  });
  app.get('/issuers/:id/root.pem', async (c) => {
    const pem = await getRootCertificate(c.var.bank, c.req.param('id'));
    return sendOpen(c, pem, { type: 'application/x-pem-file', maxAge: minutes });
  });
  app.get('/.well-known/jwks.json', async (c) => {
    const keys = JSON.stringify(await getKeySet(c.var.bank));
    return sendOpen(c, keys, { type: 'application/jwk-set+json', maxAge: minutes });
  });
  app.get('/.well-known/did.json', async (c) => {
    const document = JSON.stringify(await getDidDocument(c.var.bank));
    return sendOpen(c, document, { type: 'application/did+json', maxAge: minutes });
  });
}

/** What verifiers elsewhere read: signed forms, pictures, keys, status lists. No prefix, no sign-in. */
export function mountCredentialDocuments(app: BankApp): void {
  mountCredentialForms(app);
  mountIssuerDocuments(app);
  app.get('/badges/:id/:picture{image\\.(?:png|svg)}', async (c) => {
    const kind = c.req.param('picture') === 'image.svg' ? 'svg' : 'png';
    const picture = await getBadgeImage(contextOf(c), c.req.param('id'), kind, c.var.language);
    const response = sendPicture(c, picture);
    if (!picture.settled) response.headers.set('Cache-Control', 'private, no-store');
    return response;
  });
  app.get('/status/:listId', async (c) => {
    const { jws, maxAgeSeconds } = await getStatusList(c.var.bank, c.req.param('listId'));
    c.header('Vary', 'Accept');
    return sendOpen(c, jws, { type: wantsVcJwt(c) ? vcJwt : plainText, maxAge: maxAgeSeconds });
  });
}
