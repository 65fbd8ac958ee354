import { hostileLabels, hostileStrings } from './hostile';
import type { Random } from './random';
import type { FakeHistoryEntry, FakeImage, FakeState } from './types';

export interface AddOptions {
  readonly count: number;
  readonly now: number;
  readonly hostile: boolean;
}

const hour = 3_600_000;
const repositories = [
  'api',
  'web',
  'worker',
  'proxy',
  'db',
  'cache',
  'queue',
  'cron',
  'auth',
  'mail',
] as const;
const registries = ['', 'registry.example.com/team/', 'ghcr.io/example/', 'localhost:5000/'] as const;

/**
 * Adds images that share base layers in groups of ten. Every 13th is dangling, every 11th has several tags, every
 * fourth carries a digest (as if it had been pulled).
 */
export function addImages(state: FakeState, random: Random, options: AddOptions): void {
  const bases = Array.from({ length: Math.ceil(options.count / 10) }, () => baseLayer(random, options.now));
  for (let index = 0; index < options.count; index++) {
    const created = options.now - random.integer(2000) * hour;
    const base = bases[Math.floor(index / 10)] ?? baseLayer(random, options.now);
    const image = createImage(random, index, created, base);
    state.images.set(image.id, image);
  }
  if (options.hostile) addHostileImage(state, random, options.now);
}

function createImage(random: Random, index: number, created: number, base: FakeHistoryEntry): FakeImage {
  const repository = `${random.pick(registries)}${random.pick(repositories)}-${index}`;
  return {
    id: `sha256:${random.hex(64)}`,
    tags: imageTags(repository, index),
    digests: index % 4 === 0 && index % 13 !== 12 ? [`${repository}@sha256:${random.hex(64)}`] : [],
    created,
    labels: index % 5 === 0 ? { 'org.opencontainers.image.title': repository } : undefined,
    history: [base, ...ownHistory(random, created)],
    env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', `VERSION=${index}`],
    command: ['serve', '--listen', '0.0.0.0:8080'],
    workingDir: '/srv',
    exposedPorts: ['8080/tcp'],
    lastTagged: created,
  };
}

function imageTags(repository: string, index: number): readonly string[] {
  if (index % 13 === 12) return [];
  if (index % 11 === 10) return [`${repository}:1.${index}`, `${repository}:1`, `${repository}:latest`];
  return [`${repository}:1.${index}`];
}

function baseLayer(random: Random, now: number): FakeHistoryEntry {
  return {
    createdBy: '/bin/sh -c #(nop) ADD file:rootfs in / ',
    created: now - 3000 * hour,
    size: 5_000_000 + random.integer(120_000_000),
    diffId: `sha256:${random.hex(64)}`,
  };
}

function ownHistory(random: Random, created: number): FakeHistoryEntry[] {
  const layer = (createdBy: string, most: number): FakeHistoryEntry => ({
    createdBy,
    created,
    size: 1 + random.integer(most),
    diffId: `sha256:${random.hex(64)}`,
  });
  const empty = (createdBy: string): FakeHistoryEntry => ({ createdBy, created, size: 0 });
  return [
    empty('/bin/sh -c #(nop)  ENV VERSION=1'),
    layer('/bin/sh -c apt-get update && apt-get install -y ca-certificates', 60_000_000),
    layer('/bin/sh -c #(nop) COPY dir:application in /srv ', 250_000_000),
    empty('/bin/sh -c #(nop)  EXPOSE 8080'),
    empty('/bin/sh -c #(nop)  CMD ["serve" "--listen" "0.0.0.0:8080"]'),
  ];
}

function addHostileImage(state: FakeState, random: Random, now: number): void {
  const image = createImage(random, 1, now - hour, baseLayer(random, now));
  const hostile: FakeImage = {
    ...image,
    tags: [`${hostileStrings.rightToLeft}:latest`, `${hostileStrings.markup}:1`],
    labels: hostileLabels,
    env: [`MARKUP=${hostileStrings.markup}`, `ESCAPE=${hostileStrings.escape}`],
    history: [{ createdBy: hostileStrings.markup, created: now - hour, size: 1, diffId: image.id }],
  };
  state.images.set(hostile.id, hostile);
}
