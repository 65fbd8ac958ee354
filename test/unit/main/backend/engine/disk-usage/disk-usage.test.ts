import { describe, expect, it } from 'vitest';
import { diskUsage } from '../../../../../../src/common/contract/system';
import { AppError } from '../../../../../../src/common/errors';
import { measureDiskUsage } from '../../../../../../src/main/backend/engine/disk-usage/disk-usage-meter';
import { diskUsageRecord } from '../../../../../../src/main/backend/engine/disk-usage/disk-usage-record';
import { normalizeDiskUsage } from '../../../../../../src/main/backend/engine/disk-usage/normalize-disk-usage';
import type { EngineConnection } from '../../../../../../src/main/backend/engine/engine-connection';
import { fixture } from '../../../../../support/fixture';

const normalize = (value: unknown) => normalizeDiskUsage(diskUsageRecord.parse(value), 7);

describe('the disk usage of an engine', () => {
  it.each(['engine-20.10', 'engine-26.1', 'podman-4.3'])('of %s fits the contract', (engine) => {
    const usage = normalize(fixture(`${engine}/df.json`));
    expect(diskUsage.parse(usage)).toEqual(usage);
  });

  it('of docker 20.10, as docker system df shows it', () => {
    expect(normalize(fixture('engine-20.10/df.json'))).toMatchObject({
      measuredAt: 7,
      // The used images share all but 3 bytes: docker calls what is shared reclaimable.
      images: { count: 2, active: 2, sizeBytes: 1_982_322, reclaimableBytes: 1_982_319 },
      containers: { count: 6, active: 3 },
      volumes: { count: 1, active: 1, sizeBytes: 0, reclaimableBytes: 0 },
      buildCache: { count: 0, active: 0, sizeBytes: 0, reclaimableBytes: 0 },
    });
  });

  it('of podman, which lists an image once per tag and gives no total', () => {
    const usage = normalize(fixture('podman-4.3/df.json'));
    expect(usage.images).toEqual({
      count: 2,
      active: 1,
      sizeBytes: 2_002_165,
      reclaimableBytes: 2152,
    });
    expect(usage.imageSizes).toContainEqual({
      id: expect.stringMatching(/^sha256:/),
      sharedBytes: 0,
      uniqueBytes: 2_000_013,
    });
  });

  it('counts the build cache without what images share, and unknown sizes as nothing', () => {
    const usage = normalize({
      LayersSize: 100,
      Images: [{ Id: '1', Size: 100, SharedSize: -1, Containers: 1 }],
      Volumes: [{ Name: 'v', UsageData: { Size: -1, RefCount: 0 } }],
      BuildCache: [
        { Size: 10, InUse: true, Shared: false },
        { Size: 20, InUse: false, Shared: false },
        { Size: 40, InUse: false, Shared: true },
      ],
    });
    expect(usage.buildCache).toEqual({ count: 3, active: 1, sizeBytes: 30, reclaimableBytes: 20 });
    expect(usage.images).toMatchObject({ sizeBytes: 100, reclaimableBytes: 100 });
    expect(usage.imageSizes).toEqual([{ id: '1' }]);
    expect(usage.volumes).toMatchObject({ count: 1, sizeBytes: 0 });
    expect(usage.volumeSizes).toEqual([]);
  });

  it('of API 1.52 and later, in the sums of the engine', () => {
    const part = { ActiveCount: 1, TotalCount: 2, Reclaimable: 30, TotalSize: 40 };
    const usage = normalize({
      ImageUsage: { ...part, Items: [{ Id: 'sha256:1', Size: 40, SharedSize: 10, Containers: 1 }] },
      ContainerUsage: { ...part, Items: [{ Id: 'c', SizeRw: 5, State: 'running' }] },
      VolumeUsage: { ...part, Items: [{ Name: 'v', UsageData: { Size: 6, RefCount: 1 } }] },
      BuildCacheUsage: part,
    });
    const total = { count: 2, active: 1, sizeBytes: 40, reclaimableBytes: 30 };
    expect(usage).toEqual({
      measuredAt: 7,
      images: total,
      containers: total,
      volumes: total,
      buildCache: total,
      imageSizes: [{ id: 'sha256:1', sharedBytes: 10, uniqueBytes: 30 }],
      containerSizes: [{ id: 'c', writableBytes: 5 }],
      volumeSizes: [{ name: 'v', sizeBytes: 6 }],
    });
  });

  it('of an engine that has nothing', () => {
    const total = { count: 0, active: 0, sizeBytes: 0, reclaimableBytes: 0 };
    expect(
      normalize({ LayersSize: 0, Images: null, Containers: null, Volumes: null, BuildCache: null }),
    ).toMatchObject({
      images: total,
      containers: total,
      volumes: total,
      buildCache: total,
    });
  });
});

describe('a measurement', () => {
  function engine(answers: readonly (Error | undefined)[]) {
    let calls = 0;
    const api = {
      json: async () => {
        const answer = answers[calls++];
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (answer) throw answer;
        return diskUsageRecord.parse({});
      },
    };
    return { connection: { api } as unknown as EngineConnection, calls: () => calls };
  }

  it('is shared by those who ask meanwhile, and kept for those who take an older one', async () => {
    const { connection, calls } = engine([]);
    const [first, second] = await Promise.all([
      measureDiskUsage(connection, 0),
      measureDiskUsage(connection, 0),
    ]);
    expect(second).toBe(first);
    expect(await measureDiskUsage(connection, 60_000)).toBe(first);
    expect(calls()).toBe(1);
    await measureDiskUsage(connection, 0);
    expect(calls()).toBe(2);
  });

  it('is tried again while another client measures', async () => {
    const busy = new AppError('failed_precondition', 'a disk usage operation is already running');
    const { connection, calls } = engine([busy, busy]);
    await expect(measureDiskUsage(connection, 0)).resolves.toMatchObject({ images: { count: 0 } });
    expect(calls()).toBe(3);
  });

  it('that failed is not kept', async () => {
    const { connection } = engine([new AppError('internal', 'disk on fire')]);
    await expect(measureDiskUsage(connection, 60_000)).rejects.toThrow('disk on fire');
    await expect(measureDiskUsage(connection, 60_000)).resolves.toBeDefined();
  });
});
