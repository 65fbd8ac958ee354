import { describe, expect, it } from 'vitest';
import { settings as schema } from '../../../../../src/common/contract/settings';
import {
  changeDocument,
  parseSettingsDocument,
  patchToChange,
  readSettings,
  type SettingsMigration,
} from '../../../../../src/main/backend/platform/settings-document';

const defaults = schema.parse({});

describe('parseSettingsDocument', () => {
  it.each(['', '{', '[]', 'null', '"x"', '{"theme":"dark"} trailing'])('refuses %j', (text) => {
    expect(parseSettingsDocument(text).kind).toBe('unreadable');
  });

  it('reads with a byte order mark, and without a version as the present one', () => {
    const parsed = parseSettingsDocument('\ufeff{"theme":"dark"}');
    expect(parsed).toMatchObject({ kind: 'read', document: { theme: 'dark', version: 1 } });
  });

  it('migrates step by step from the version of the file', () => {
    const migrations: SettingsMigration[] = [
      ({ color, ...rest }) => ({ ...rest, theme: color }),
      ({ theme, ...rest }) => ({ ...rest, theme: theme === 'black' ? 'dark' : theme }),
    ];
    const parse = (text: string) => parseSettingsDocument(text, migrations);
    const expected = {
      kind: 'read',
      document: { version: 3, theme: 'dark', own: 1 },
      newerVersion: undefined,
    };
    expect(parse('{"version":1,"color":"black","own":1}')).toEqual(expected);
    expect(parse('{"version":2,"theme":"black","own":1}')).toEqual(expected);
    expect(parse('{"version":3,"theme":"dark","own":1}')).toEqual(expected);
  });

  it('puts a file aside that a migration cannot take', () => {
    const fail: SettingsMigration = () => {
      throw new Error('no way');
    };
    expect(parseSettingsDocument('{"version":1}', [fail])).toMatchObject({ kind: 'unreadable' });
  });

  it('leaves a newer file as it is', () => {
    expect(parseSettingsDocument('{"version":9,"theme":{"new":1}}')).toEqual({
      kind: 'read',
      document: { version: 9, theme: { new: 1 } },
      newerVersion: 9,
    });
  });
});

describe('readSettings', () => {
  it('gives defaults for what is not there', () => {
    expect(readSettings({})).toEqual({ settings: defaults, problems: [] });
  });

  it('lets a bad value cost only its own key', () => {
    const { settings, problems } = readSettings({ theme: 'plaid', language: 'es', tables: 7 });
    expect(settings).toEqual({ ...defaults, language: 'es' });
    expect(problems.map(({ key }) => key).sort()).toEqual(['tables', 'theme']);
  });

  it('is not misled by names of the object prototype', () => {
    const document = JSON.parse('{"__proto__":{"theme":"dark"},"constructor":1}');
    expect(readSettings(document).settings).toEqual(defaults);
    expect(JSON.stringify(changeDocument(document, { language: 'en' }))).toContain('__proto__');
  });
});

describe('changeDocument', () => {
  it('keeps unknown keys, also inside of objects, and takes undefined away', () => {
    const document = { future: { a: 1 }, desktop: { closeToTray: true, future: 2 }, lastEngineId: 'a' };
    const desktop = { closeToTray: false, notifications: true };
    expect(changeDocument(document, { desktop, lastEngineId: undefined })).toEqual({
      future: { a: 1 },
      desktop: { closeToTray: false, notifications: true, future: 2 },
    });
  });
});

describe('patchToChange', () => {
  it('merges tables by name and desktop by option', () => {
    const settings = { ...defaults, tables: { images: { hidden: ['id'] }, volumes: {} } };
    const patch = {
      tables: { images: { order: ['name'] } },
      desktop: { closeToTray: true, notifications: undefined },
      theme: undefined,
    };
    expect(patchToChange(settings, patch)).toEqual({
      tables: { images: { order: ['name'] }, volumes: {} },
      desktop: { closeToTray: true, notifications: true },
    });
  });
});
