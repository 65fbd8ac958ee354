import { describe, expect, it } from 'vitest';
import { volumeSummary } from '../../../../../../src/common/contract/volumes';
import { volumeList } from '../../../../../../src/main/backend/engine/records/volume-record';
import { normalizeVolume } from '../../../../../../src/main/backend/features/volumes/volume-summary';
import { fixture } from '../../../../../support/fixture';

const list = (value: unknown) => volumeList.parse(value).Volumes.map(normalizeVolume);

describe('a volume', () => {
  it.each(['engine-20.10', 'engine-26.1', 'podman-4.3'])('of %s fits the contract', (engine) => {
    const all = list(fixture(`${engine}/volumes.json`));
    expect(all.find(({ name }) => name === 'vol1')).toMatchObject({
      driver: 'local',
      labels: { a: 'b' },
      options: {},
      anonymous: false,
      createdAt: expect.any(Number),
    });
    for (const volume of all) expect(volumeSummary.parse(volume)).toEqual(volume);
  });

  it('is anonymous by its label or its 64 digits', () => {
    const names = [
      { Name: 'a'.repeat(64) },
      { Name: 'named', Labels: { 'com.docker.volume.anonymous': '' } },
      { Name: 'a'.repeat(63) },
      { Name: 'A'.repeat(64) },
    ];
    expect(list({ Volumes: names }).map(({ anonymous }) => anonymous)).toEqual([true, true, false, false]);
  });

  it('may be none at all', () => {
    expect(list({ Volumes: null })).toEqual([]);
  });
});
