import { describe, expect, it } from 'vitest';
import { composeOrigin } from '../../../../../../src/main/backend/engine/records/compose-origin';
import { imageRecord } from '../../../../../../src/main/backend/engine/records/image-record';
import { resolveObjects } from '../../../../../../src/main/backend/engine/records/object-resolver';
import {
  optionalText,
  optionalTime,
  textMap,
  withRaw,
} from '../../../../../../src/main/backend/engine/records/tolerant-schema';

describe('the origin of a Compose object', () => {
  it('is read from its labels', () => {
    expect(
      composeOrigin({
        'com.docker.compose.project': 'shop',
        'com.docker.compose.service': 'web',
        'com.docker.compose.container-number': '2',
        'com.docker.compose.project.working_dir': '/home/ana/shop',
        'com.docker.compose.project.config_files': '/a.yaml,/b.yaml',
      }),
    ).toEqual({
      project: 'shop',
      service: 'web',
      number: 2,
      workingDir: '/home/ana/shop',
      configFiles: ['/a.yaml', '/b.yaml'],
    });
  });

  it('is absent without a project, and whole without the rest', () => {
    expect(composeOrigin({ 'com.docker.compose.service': 'web' })).toBeUndefined();
    expect(
      composeOrigin({ 'com.docker.compose.project': 'x', 'com.docker.compose.container-number': 'NaN' }),
    ).toEqual({ project: 'x' });
    expect(composeOrigin({ 'io.podman.compose.project': 'p' })).toEqual({ project: 'p' });
  });
});

describe('objects that are asked for', () => {
  const known = [
    { id: 'abcdef01', name: 'web' },
    { id: 'abcdef02', name: 'abcdef01' },
    { id: '99990000', name: 'db' },
  ];

  it('are found by id before name before the beginning of an id, each once and in order', () => {
    expect(resolveObjects(['db', 'abcdef01', '9999', 'web'], known)).toEqual([known[2], known[0]]);
  });

  it('stand for themselves when they are unknown or ambiguous', () => {
    expect(resolveObjects(['abcd', '999', 'x'], known)).toEqual([
      { id: 'abcd', name: 'abcd' },
      { id: '999', name: '999' },
      { id: 'x', name: 'x' },
    ]);
  });
});

describe('tolerant fields', () => {
  it('take absent, null and empty for unknown', () => {
    expect([undefined, null, '', 'x'].map((value) => optionalText.parse(value))).toEqual([
      undefined,
      undefined,
      undefined,
      'x',
    ]);
    expect(textMap.parse(null)).toEqual({});
    expect(textMap.parse({ a: null, b: 'c' })).toEqual({ a: '', b: 'c' });
  });

  it('read times, and take the zero time of Go for unknown', () => {
    expect(optionalTime.parse('2026-11-23T07:59:38.414832071Z')).toBe(Date.parse('2026-11-23T07:59:38.414Z'));
    expect(optionalTime.parse(1_795_420_777)).toBe(1_795_420_777_000);
    for (const value of ['0001-01-01T00:00:00Z', 'yesterday', '', null]) {
      expect(optionalTime.parse(value)).toBeUndefined();
    }
  });

  it('do not take anything for a record', () => {
    for (const value of [null, [], 'text', { Id: '' }, { Id: 7 }, { Id: 'a', RepoTags: 'a:1' }]) {
      expect(imageRecord.safeParse(value).success).toBe(false);
    }
  });

  it('give the answer as it came beside the record', () => {
    const raw = { Id: 'sha256:1', Unknown: { a: [1] } };
    expect(withRaw(imageRecord).parse(raw)).toEqual({
      record: expect.objectContaining({ Id: 'sha256:1' }),
      raw,
    });
    const wrong = withRaw(imageRecord).safeParse({ Id: 5 });
    expect(wrong.error?.issues[0]?.path).toEqual(['Id']);
  });
});
