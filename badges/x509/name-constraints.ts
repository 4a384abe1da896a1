import { BlockList, isIP } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import * as asn from '@peculiar/asn1-x509';
import { type Certificate, readExtension, refuse, subjectNames } from './certificate.ts';
import { hostName, isWithin, mailbox, uriHost } from './names.ts';

/** The forms of name that a certificate's names and an authority's constraints are compared by. */
type Form = 'dNSName' | 'rfc822Name' | 'uniformResourceIdentifier' | 'iPAddress' | 'directoryName' | 'other';

interface Named {
  readonly form: Form;
  readonly value: unknown;
}

function namedOf(name: asn.GeneralName): Named {
  for (const form of [
    'dNSName',
    'rfc822Name',
    'uniformResourceIdentifier',
    'iPAddress',
    'directoryName',
  ] as const)
    if (name[form] !== undefined) return { form, value: name[form] };
  return { form: 'other', value: undefined };
}

const emailAttribute = '1.2.840.113549.1.9.1';

/** Every name of a certificate: subject, its e-mail attributes, and the alternative names. */
function namesOf(certificate: Certificate): Named[] {
  const { subject } = certificate.tbs;
  const mails = [...subject].flatMap((part) =>
    [...part]
      .filter((attribute) => attribute.type === emailAttribute)
      .map((attribute) => attribute.value.toString()),
  );
  return [
    ...([...subject].length > 0 ? [{ form: 'directoryName' as const, value: subject }] : []),
    ...mails.map((value) => ({ form: 'rfc822Name' as const, value })),
    ...subjectNames(certificate).map(namedOf),
  ];
}

function relativeNames(name: asn.Name): string[] {
  return [...name].map((part) => Buffer.from(AsnConvert.serialize(part)).toString('hex'));
}

/** @throws PathError for a constraint that is not well formed */
function dnsConstraint(base: string): string {
  if (base === '') return '';
  return hostName(base) ?? refuse(`constraint ${base}`);
}

function matchesDns(value: string, base: string, excluding: boolean): boolean {
  const name = hostName(value, { wildcard: true }) ?? refuse(`name ${value}`);
  const constraint = dnsConstraint(base);
  const bare = name.replace(/^\*\./, '');
  if (isWithin(bare, constraint)) return true;
  // A wildcard also stands for names below the one excluded.
  return excluding && name.startsWith('*.') && isWithin(constraint, bare);
}

function matchesMail(value: string, base: string): boolean {
  const mail = mailbox(value) ?? refuse(`name ${value}`);
  if (base.includes('@')) {
    const wanted = mailbox(base) ?? refuse(`constraint ${base}`);
    return mail.local === wanted.local && mail.host === wanted.host;
  }
  if (base.startsWith('.'))
    return mail.host.endsWith(`.${hostName(base.slice(1)) ?? refuse(`constraint ${base}`)}`);
  return base === '' || mail.host === (hostName(base) ?? refuse(`constraint ${base}`));
}

/** @see RFC 5280 §4.2.1.10: a URI constraint is a host, or a domain with a leading period */
function matchesUri(value: string, base: string): boolean {
  const host = uriHost(value) ?? refuse(`name ${value}`);
  if (base === '') return true;
  if (base.startsWith('.'))
    return host.endsWith(`.${hostName(base.slice(1)) ?? refuse(`constraint ${base}`)}`);
  return host === (hostName(base) ?? refuse(`constraint ${base}`));
}

/** An address against `network/bits`. */
function matchesAddress(value: string, base: string): boolean {
  if (isIP(value) === 0) refuse('address of a strange length');
  const [network = '', bits] = base.split('/');
  const family = isIP(network);
  if (family === 0 || bits === undefined) refuse('constraint of a strange length');
  if (isIP(value) !== family) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const subnet = new BlockList();
  subnet.addSubnet(network, Number(bits), type);
  return subnet.check(value, type);
}

function matchesDirectory(value: asn.Name, base: asn.Name): boolean {
  const names = relativeNames(value);
  return relativeNames(base).every((part, at) => names[at] === part);
}

function matches(name: Named, base: Named, excluding: boolean): boolean {
  switch (name.form) {
    case 'dNSName':
      return matchesDns(name.value as string, base.value as string, excluding);
    case 'rfc822Name':
      return matchesMail(name.value as string, base.value as string);
    case 'uniformResourceIdentifier':
      return matchesUri(name.value as string, base.value as string);
    case 'iPAddress':
      return matchesAddress(name.value as string, base.value as string);
    case 'directoryName':
      return matchesDirectory(name.value as asn.Name, base.value as asn.Name);
    default:
      return refuse('a constraint on a form of name that is not processed');
  }
}

/** Constraints have neither minimum nor maximum. @see RFC 5280 §4.2.1.10 */
function basesOf(trees: asn.GeneralSubtrees | undefined): Named[] {
  return [...(trees ?? [])].map((tree) => {
    if (tree.minimum !== 0 || tree.maximum !== undefined) refuse('constraint with a range');
    return namedOf(tree.base);
  });
}

/** A constraint that is itself malformed spoils the path, whichever names are below. */
function checkBases(bases: readonly Named[]): void {
  for (const { form, value } of bases) {
    if (form === 'dNSName') dnsConstraint(value as string);
    else if (form === 'rfc822Name') matchesMail('probe@example.com', value as string);
    else if (form === 'uniformResourceIdentifier') matchesUri('https://example.com', value as string);
    else if (form === 'iPAddress') matchesAddress('192.0.2.1', value as string);
  }
}

/** Whether an authority's name constraints allow a certificate below it. @throws PathError when they do not */
export function checkNameConstraints(authority: Certificate, below: Certificate): void {
  const constraints = readExtension(authority, asn.id_ce_nameConstraints, asn.NameConstraints);
  if (!constraints) return;
  // Read and written again it must be the same: a mask with holes, which reading fills, is not.
  const raw = Buffer.from(authority.extensions.get(asn.id_ce_nameConstraints)!.extnValue.buffer);
  if (!raw.equals(Buffer.from(AsnConvert.serialize(constraints))))
    refuse('name constraints of a strange form');
  const permitted = basesOf(constraints.permittedSubtrees);
  const excluded = basesOf(constraints.excludedSubtrees);
  if (permitted.length + excluded.length === 0) refuse('empty name constraints');
  checkBases([...permitted, ...excluded]);
  for (const name of namesOf(below)) {
    const same = (base: Named) => base.form === name.form;
    if (excluded.filter(same).some((base) => matches(name, base, true))) refuse('name is excluded');
    const allowed = permitted.filter(same);
    if (allowed.length > 0 && !allowed.some((base) => matches(name, base, false)))
      refuse('name is not permitted');
  }
}
