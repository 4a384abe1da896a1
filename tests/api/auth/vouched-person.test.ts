import { describe, expect, it } from 'vitest';
import { claimAt, rolesOf, vouchedPerson } from '../../../api/auth/vouched-person.ts';

const names = { rolesClaim: 'roles', agencyClaim: 'agency' };
const claims = { iss: 'https://id.example', sub: '1', roles: ['staff'] };

describe('claims', () => {
  it('are found by name before they are found by path', () => {
    expect(claimAt({ 'https://x.example/roles': ['staff'] }, 'https://x.example/roles')).toEqual(['staff']);
    expect(claimAt({ realm_access: { roles: ['admin'] } }, 'realm_access.roles')).toEqual(['admin']);
    expect(claimAt({ realm_access: 'x' }, 'realm_access.roles.deep')).toBeUndefined();
  });

  it('name roles in a list or in one string, and nothing else counts', () => {
    expect(rolesOf(['reviewer', 7, 'reviewer', 'root'])).toEqual(['reviewer']);
    expect(rolesOf('issuer, manager')).toEqual(['issuer', 'manager']);
    expect(rolesOf({ admin: true })).toEqual([]);
    expect(rolesOf(undefined)).toEqual([]);
  });

  it('never make an administrator who also reviews', () => {
    expect(() => rolesOf(['admin', 'reviewer'])).toThrow(/do not combine/);
    expect(rolesOf(['admin', 'staff'])).toEqual(['admin']);
  });

  it('identify a person by issuer and subject, not by name or e-mail', () => {
    const person = vouchedPerson({ ...claims, name: '甲\u0000乙', email: 'x@y' }, names);
    expect(person).toEqual({ login: 'https://id.example#1', name: '甲乙', roles: ['staff'], agency: null });
  });
});
