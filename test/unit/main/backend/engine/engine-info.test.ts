import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineInfo } from '../../../../../src/common/contract/engines';
import { capabilitiesOf, compareVersions } from '../../../../../src/main/backend/engine/capabilities';
import {
  infoRecord,
  normalizeEngineInfo,
  versionRecord,
} from '../../../../../src/main/backend/engine/engine-info';
import { negotiateVersion } from '../../../../../src/main/backend/engine/engine-probe';

const fixtures = join(import.meta.dirname, '../../../../fixtures/engine-20.10');
const read = (name: string): object => JSON.parse(readFileSync(join(fixtures, name), 'utf8'));

function normalize(info: object = {}, version: object = {}, headers = {}, apiVersion = '1.41') {
  return normalizeEngineInfo(
    { headers, version: versionRecord.parse({ ...read('version.json'), ...version }) },
    infoRecord.parse({ ...read('info.json'), ...info }),
    apiVersion,
  );
}

describe('normalizeEngineInfo', () => {
  it('says what Docker 20.10 is', () => {
    const info = normalize();
    expect(engineInfo.parse(info)).toEqual(info);
    expect(info).toMatchObject({
      product: 'docker',
      version: '20.10.24+dfsg1',
      apiVersion: '1.41',
      minApiVersion: '1.12',
      cgroupVersion: '1',
      cgroupDriver: 'cgroupfs',
      storageDriver: 'overlay2',
      rootless: false,
      cpus: 2,
      memoryBytes: 25276510208,
      rootDir: '/var/lib/docker',
      counts: { containers: 6, running: 1, paused: 1, stopped: 4, images: 8 },
      capabilities: { buildKit: true, imageSharedSize: false, containerdImageStore: false, pause: true },
    });
  });

  it.each([
    ['its header', {}, { 'libpod-api-version': '4.3.1' }],
    ['its component', { Components: [{ Name: 'Podman Engine' }] }, {}],
  ])('knows Podman by %s', (_what, version, headers) => {
    const info = normalize({}, { Version: '4.3.1', ...version }, headers);
    expect(info.product).toBe('podman');
    expect(info.capabilities).toMatchObject({
      buildKit: false,
      containerUpdate: false,
      importReference: false,
    });
  });

  it('does not take just anything for Docker', () => {
    expect(normalize({}, { Components: null }).product).toBe('other');
  });

  it.each([
    ['of Docker', { SecurityOptions: ['name=seccomp,profile=default', 'name=rootless'] }],
    ['of Podman', { Rootless: true, SecurityOptions: null }],
  ])('sees rootless %s, which cannot pause on cgroup v1', (_what, info) => {
    expect(normalize(info)).toMatchObject({ rootless: true, capabilities: { pause: false } });
    expect(normalize({ ...info, CgroupVersion: '2' }).capabilities.pause).toBe(true);
  });

  it('sees the containerd image store', () => {
    const info = normalize({ DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] });
    expect(info.capabilities.containerdImageStore).toBe(true);
  });

  it('takes null and absent for the same', () => {
    const info = normalizeEngineInfo(
      { headers: {}, version: versionRecord.parse({ ApiVersion: '1.41' }) },
      infoRecord.parse({ Warnings: null, DriverStatus: null, NCPU: null }),
      '1.41',
    );
    expect(engineInfo.parse(info)).toMatchObject({ warnings: [], cpus: 0, hostName: '' });
  });
});

describe('capabilitiesOf', () => {
  const traits = {
    product: 'docker',
    version: '20.10.24',
    osType: 'linux',
    cgroupVersion: '2',
    rootless: false,
    containerdStore: false,
  } as const;

  it.each([
    ['1.41', false, false],
    ['1.42', true, false],
    ['1.47', true, true],
    ['1.51', true, true],
  ])('with API %s', (apiVersion, byType, manifests) => {
    expect(capabilitiesOf({ ...traits, apiVersion })).toMatchObject({
      diskUsageByType: byType,
      imageSharedSize: byType,
      imageManifests: manifests,
    });
  });
});

describe('the capability of changing limits', () => {
  it.each([
    ['docker', '20.10.24', true],
    ['podman', '4.3.1', false],
    ['podman', '5.4.2', true],
    ['podman', '10.0.0', true],
    ['podman', '5.4.0-rc1', true],
    ['other', '9.9', false],
  ] as const)('of %s %s', (product, version, expected) => {
    const traits = { apiVersion: '1.41', osType: 'linux', cgroupVersion: '2' } as const;
    const rest = { rootless: false, containerdStore: false };
    expect(capabilitiesOf({ product, version, ...traits, ...rest }).containerUpdate).toBe(expected);
  });
});

describe('negotiateVersion', () => {
  it.each([
    ['1.41', '1.12', '1.41'],
    ['1.40', null, '1.40'],
    ['1.51', '1.24', '1.51'],
    ['1.99', '1.44', '1.51'],
  ])('speaks with an engine of %s (oldest %s) version %s', (ApiVersion, MinAPIVersion, spoken) => {
    expect(negotiateVersion({ ApiVersion, MinAPIVersion })).toBe(spoken);
  });

  it('says that an engine is too old', () => {
    expect(() => negotiateVersion({ ApiVersion: '1.39', MinAPIVersion: '1.12' })).toThrowError(
      expect.objectContaining({ details: expect.objectContaining({ reason: 'too_old' }) }),
    );
  });

  it('says that an engine is too new', () => {
    expect(() => negotiateVersion({ ApiVersion: '1.99', MinAPIVersion: '1.60' })).toThrowError(/1\.60/);
  });
});

describe('compareVersions', () => {
  it.each([
    ['1.9', '1.10', -1],
    ['1.41', '1.41', 0],
    ['2.0', '1.99', 1],
  ])('%s and %s', (first, second, sign) => {
    expect(Math.sign(compareVersions(first, second))).toBe(sign);
  });
});
