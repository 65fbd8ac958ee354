import { describe, expect, it } from 'vitest';
import { imageDetails, imageSummary } from '../../../../../../src/common/contract/images';
import { imageRecords } from '../../../../../../src/main/backend/engine/records/image-record';
import { tagQuery } from '../../../../../../src/main/backend/features/images/image-actions';
import { normalizeImageDetails } from '../../../../../../src/main/backend/features/images/image-details';
import { imageInspectRecord } from '../../../../../../src/main/backend/features/images/image-inspect-record';
import { normalizeImageSummary } from '../../../../../../src/main/backend/features/images/image-summary';
import { resolveImages } from '../../../../../../src/main/backend/features/images/image-targets';
import {
  archiveFileName,
  loadedReferences,
} from '../../../../../../src/main/backend/features/images/image-transfers';
import { fixture } from '../../../../../support/fixture';

const list = (path: string) => imageRecords.parse(fixture(path)).map(normalizeImageSummary);

describe('an image in the list', () => {
  it.each(['engine-20.10', 'engine-26.1', 'podman-4.3'])('of %s fits the contract', (engine) => {
    const all = list(`${engine}/images.json`);
    expect(all.length).toBeGreaterThan(0);
    for (const summary of all) expect(imageSummary.parse(summary)).toEqual(summary);
  });

  it('has sorted references and no word for none', () => {
    const [image] = imageRecords.parse([
      {
        Id: 'sha256:1',
        RepoTags: ['b:1', '<none>:<none>', 'a:1'],
        RepoDigests: ['<none>@<none>'],
        Created: 5,
      },
    ]);
    expect(image && normalizeImageSummary(image)).toEqual({
      id: 'sha256:1',
      tags: ['a:1', 'b:1'],
      digests: [],
      createdAt: 5000,
      sizeBytes: 0,
      labels: {},
      dangling: false,
    });
  });

  it('is dangling without a tag', () => {
    const parsed = imageRecords.parse([
      { Id: '1', RepoTags: ['<none>:<none>'] },
      { Id: '2', RepoTags: null },
    ]);
    expect(parsed.map((record) => normalizeImageSummary(record).dangling)).toEqual([true, true]);
  });
});

describe('the details of an image', () => {
  it.each([
    'engine-20.10/image-bb.json',
    'engine-20.10/image-site.json',
    'engine-26.1/image-bb.json',
    'podman-4.3/image-bb.json',
  ])('%s fit the contract', (path) => {
    const details = normalizeImageDetails(imageInspectRecord.parse(fixture(path)));
    expect(imageDetails.parse(details)).toEqual(details);
  });

  it('of docker 20.10', () => {
    const details = normalizeImageDetails(imageInspectRecord.parse(fixture('engine-20.10/image-site.json')));
    expect(details).toMatchObject({
      tags: ['bld:latest', 'site:2'],
      os: 'linux',
      storageDriver: 'overlay2',
      config: { command: ['httpd', '-f'], exposedPorts: ['80/tcp'], volumes: ['/data'], workingDir: '/srv' },
    });
    expect(details.diffIds).toHaveLength(3);
  });

  it('without a config', () => {
    const record = imageInspectRecord.parse({
      Id: 'sha256:1',
      Config: null,
      Created: '0001-01-01T00:00:00Z',
    });
    const details = normalizeImageDetails(record);
    expect(details.config).toEqual({
      env: [],
      entrypoint: [],
      command: [],
      exposedPorts: [],
      volumes: [],
      labels: {},
    });
    expect(details.createdAt).toBeUndefined();
  });
});

describe('images that are asked for', () => {
  const images = list('engine-20.10/images.json');
  const bb = images.find(({ tags }) => tags.includes('bb:1'));
  if (!bb) throw new Error('no bb:1');

  it('are found by id, the beginning of an id, and every way to write a reference', () => {
    const asked = [bb.id, bb.id.slice(7, 19), 'bb:1', 'docker.io/library/bb', 'nobody:1'];
    expect(resolveImages(asked, images).map(({ id, name }) => [id, name])).toEqual([
      [bb.id, bb.tags[0]],
      ['bb:1', 'bb:1'],
      ['bb:latest', 'bb:latest'],
      ['nobody:1', 'nobody:1'],
    ]);
  });

  it('are not guessed from an ambiguous beginning', () => {
    const twins = ['sha256:abcd1', 'sha256:abcd2'].map((id) => ({ ...bb, id, tags: [], digests: [] }));
    expect(resolveImages(['abcd'], twins)).toEqual([{ id: 'abcd', name: 'abcd' }]);
  });
});

describe('the texts around transfers', () => {
  it.each([
    [
      [{ id: 'x', name: 'registry.example.com:5000/team/app:1.2' }],
      false,
      'registry.example.com-5000-team-app-1.2.tar',
    ],
    [[{ id: 'x', name: '../../etc/passwd' }], false, 'etc-passwd.tar'],
    [[{ id: 'sha256:abcdef0123456789', name: '🚢' }], false, 'abcdef012345.tar'],
    [
      [
        { id: 'a', name: 'a' },
        { id: 'b', name: 'b' },
      ],
      true,
      'images-2.tar.gz',
    ],
  ])('an archive of %j is called right', (targets, compress, expected) => {
    expect(archiveFileName(targets, compress)).toBe(expected);
  });

  it.each([
    ['Loaded image: bb:1', ['bb:1']],
    ['Loaded image ID: sha256:1', ['sha256:1']],
    ['Loaded image(s): a:1,b:2', ['a:1', 'b:2']],
    ['Loading layer', []],
  ])('%j names %j', (text, expected) => {
    expect(loadedReferences(text)).toEqual(expected);
  });

  it('a tag has a repository and a tag, and no digest', () => {
    expect(tagQuery('team/app')).toEqual({ repo: 'team/app', tag: 'latest' });
    expect(tagQuery('localhost:5000/app:v1')).toEqual({ repo: 'localhost:5000/app', tag: 'v1' });
    expect(() => tagQuery(`app@sha256:${'a'.repeat(64)}`)).toThrow('cannot have a digest');
  });
});
