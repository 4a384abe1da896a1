import { describe, expect, it } from 'vitest';
import { readProjectFile } from '../../support/project-files.ts';

const attacks = 'tests/badges/verify/attacks.test.ts';
const others = 'tests/badges/verify/other-issuers.test.ts';
const keys = 'tests/badges/keys.test.ts';
const fetching = 'tests/badges/trust/fetch-public.test.ts';
const pictures = 'tests/badges/image/baking.test.ts';
const tampering = 'tests/badges/verify/tampering.test.ts';
const review = 'tests/badges/review.test.ts';
const api = 'tests/api/badges/badges-api.test.ts';
const surfaces = 'tests/api/badges/badge-surfaces.test.ts';

/** The attacks a badge verifier has to stand, by kind; beside each the test that makes it: file, and what its name or rows say. */
const list: Readonly<Record<string, readonly (readonly [attack: string, file: string, says: string])[]>> = {
  'algorithms and keys': [
    ['alg none in any case', attacks, "'none', 'None', 'NONE', 'nOnE'"],
    ['an empty signature', attacks, 'refuses an empty signature'],
    ['HMAC with the public key as the secret', attacks, 'made with the public key as a secret'],
    ['an RSA key with ES256', attacks, 'refuses an RSA key under an elliptic algorithm'],
  ],
  'keys the badge brings along': [
    ['a key of the attacker’s in the header', attacks, 'does not take a key the badge brings along'],
    [
      'a self-signed root, a chain to nobody trusted',
      keys,
      'expect([codesOf(unanchored), unanchored.status])',
    ],
    ['the issuer’s chain around another key', keys, 'x5c: partOf(credential, 0).jwk.x5c'],
    ['a good chain for another name', keys, 'do not let a good chain speak for another name'],
  ],
  'addresses in a badge': [
    ['jku and x5u', attacks, "'crit', 'jku', 'x5u', 'b64'"],
    ['kid at 127.0.0.1', attacks, "'https://127.0.0.1/key'"],
    ['kid at 169.254.169.254', attacks, "'http://169.254.169.254/latest/meta-data'"],
    ['kid at [::1]', attacks, "'https://[::1]/key'"],
    ['kid at localhost', attacks, "'https://localhost/key'"],
    ['a redirect', fetching, 'follows no redirect'],
    ['DNS that changes', fetching, 'looks a name up once and connects to that address'],
    ['kid with ../', attacks, '/issuers/hub/keys/../keys/x'],
    ['kid with quotes', attacks, `"x' or '1'='1"`],
    ['kid with NUL', attacks, String.raw`'a\u0000b'`],
    ['kid of 10 KB', attacks, "'k'.repeat(10_000)"],
    ['an answer too large or too slow', fetching, 'stops at the size allowed, and when nothing comes'],
  ],
  'changed badges': [
    ['a changed payload', tampering, 'is rejected whichever bit it was'],
    ['a cut or doubled signature', attacks, 'refuses a doubled, cut or padded signature'],
    ['another issuer put in', attacks, 'does not let one issuer of the hub sign for another'],
    ['both payload forms', attacks, "['both forms at once'"],
    ['iss that is not the issuer', attacks, "['another iss'"],
  ],
  'ambiguous JSON': [
    ['a member twice', attacks, "['a member twice', '{"],
    ['a member twice after unescaping', attacks, "['a member twice after unescaping'"],
    ['lone surrogates', attacks, "['half a character'"],
    ['nesting 10,000 deep', attacks, "['10,000 objects in each other'"],
    ['1e400', attacks, '1e400'],
  ],
  'status lists': [
    ['512 MB of zeros', others, 'cannot fill the memory with a list of 512 MB of zeros'],
    ['not gzip', others, "'no gzip'"],
    ['one byte', others, "['one byte'"],
    ['index 131072, -1, 1.5, 007', attacks, "'-1', '1.5', '007', '131072'"],
    ['another purpose', others, "['another purpose'"],
    ['unsigned', others, "['an unsigned list'"],
    ['signed by another', others, "'a list signed by another'"],
    ['expired', others, "['an expired list'"],
    ['older than one already seen', others, 'are left open when the list is older than one already seen'],
    ['a cleared bit', others, 'stay revoked though a later list clears the bit'],
  ],
  dates: [
    ['expired', attacks, "['over', '2020"],
    ['not yet valid', attacks, "['to come', '2030"],
    ['the end before the start', attacks, "['back to front'"],
    ['no zone', attacks, "['without a zone'"],
    ['a leap second', attacks, "['a leap second'"],
    ['the year 9999', attacks, "'9999-12-31T23:59:59Z'"],
  ],
  'PNG files': [
    ['a wrong checksum', pictures, "['a wrong checksum'"],
    ['a length past the end', pictures, "['a cut file'"],
    ['a length of 2 GB', pictures, "'a chunk of 2 GB'"],
    ['a compressed iTXt', pictures, "'a compressed badge'"],
    ['zTXt', pictures, "'a compressed text chunk'"],
    ['two badges', pictures, "'two badges',"],
    ['a chunk after the end', pictures, "['something after the end'"],
    ['50,000 by 50,000', pictures, 'a header of 50,000 by 50,000 costs nothing'],
  ],
  'SVG files': [
    ['a document type of its own', pictures, "'a document type of its own'"],
    ['an entity bomb', pictures, "'an entity bomb'"],
    ['an entity from elsewhere', pictures, "['an entity from elsewhere'"],
    ['two badges', pictures, "['two badges', () => `<svg"],
    ['another namespace', pictures, "'another namespace'"],
    ['script and foreignObject', pictures, '<foreignObject>'],
    ['UTF-16', pictures, 'do not read UTF-16'],
    ['UTF-7', pictures, 'encoding="utf-7"'],
    ['an SVG of ours that would run', 'tests/api/badges/verify-api.test.ts', 'lets nothing in an SVG run'],
  ],
  'texts of others': [
    ['HTML, Markdown and <!channel>', surfaces, 'stay text on every page and in the chat'],
    ['right-to-left overrides', 'tests/badges/issue-badge.test.ts', "['text that is reordered'"],
    ['100 KB', api, "['a name of 100 KB'"],
  ],
  'acts out of turn': [
    ['an issue request sent again', api, 'with an Idempotency-Key issues once, for one and for many'],
    ['two reviewers at once', review, 'settles once when two reviewers decide at the same moment'],
    ['issuing what is not approved, or retired', review, 'it.each(states)('],
    ['approving one’s own', review, 'lets nobody approve what they proposed, whatever else they are'],
  ],
};

describe('every attack on a badge', () => {
  it.each(
    Object.entries(list).flatMap(([kind, all]) =>
      all.map(([attack, ...where]) => [kind, attack, ...where] as const),
    ),
  )('%s: %s has its test', (_kind, _attack, file, says) => {
    expect(readProjectFile(file).replaceAll(/\s+/g, ' ')).toContain(says.replaceAll(/\s+/g, ' '));
  });
});
