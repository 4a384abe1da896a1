import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../core/config.ts';
import { readProjectFile } from '../support/project-files.ts';

describe('settings', () => {
  it('start from nothing with safe defaults', () => {
    const config = loadConfig({});
    expect(config.http).toMatchObject({ port: 8787, host: '127.0.0.1', trustProxy: false });
    expect(config.databaseUrl).toBeUndefined();
    expect(config.adminToken).toBeUndefined();
    expect(config.oidc).toBeUndefined();
    expect(config.fetchAllow).toEqual([]);
    expect(config.answerRetentionDays).toBe(90);
  });

  it('name every bad field at once, and never its value', () => {
    const env = {
      PORT: 'eighty',
      DATABASE_URL: 'mysql://db',
      ADMIN_TOKEN: 'too-short-secret',
      LOG_LEVEL: 'loud',
    };
    const load = () => loadConfig(env);
    for (const name of Object.keys(env)) expect(load).toThrow(name);
    expect(load).not.toThrow(/too-short-secret/);
  });

  it('take an empty value for an unset one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', LOG_LEVEL: '' })).toEqual(loadConfig({}));
  });

  it('want a client id when an issuer is set', () => {
    expect(() => loadConfig({ OIDC_ISSUER: 'https://id.example.tw' })).toThrow('OIDC_CLIENT_ID');
  });

  it('cut the slash at the end of PUBLIC_URL', () => {
    expect(loadConfig({ PUBLIC_URL: 'https://bank.example.tw/' }).http.publicUrl).toBe(
      'https://bank.example.tw',
    );
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });
});

describe('.env.example', () => {
  const example = readProjectFile('.env.example');
  const listed = [...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]!);
  const read = ['core/config.ts', 'core/models/chat-settings.ts'].flatMap((path) =>
    [...readProjectFile(path).matchAll(/^\s+([A-Z][A-Z_]+): /gm)].map((match) => match[1]!),
  );

  it('lists every setting that is read, and no other', () => {
    expect(read.length).toBeGreaterThan(10);
    expect([...listed].sort()).toEqual([...read].sort());
  });

  it('explains every setting in the line above it', () => {
    const lines = example.split('\n');
    const bare = lines.filter(
      (line, n) => /^#? ?[A-Z][A-Z_]+=/.test(line) && !/^# \S/.test(lines[n - 1] ?? ''),
    );
    expect(bare).toEqual([]);
  });

  it('is safe to copy as it is', () => {
    const env = Object.fromEntries(
      [...example.matchAll(/^([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(loadConfig(env)).toEqual(loadConfig({}));
  });
});
