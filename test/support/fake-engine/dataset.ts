import { addContainers } from './dataset-containers';
import { addImages } from './dataset-images';
import { createRandom } from './random';
import type { FakeNetwork, FakeState, FakeVolume } from './types';

export interface DatasetOptions {
  readonly containers?: number;
  readonly images?: number;
  readonly volumes?: number;
  /** User-defined networks; bridge, host and none always exist. */
  readonly networks?: number;
  /** Same seed and `now`, same data. */
  readonly seed?: number;
  /** Milliseconds since the epoch that ages are counted back from. Default: the current time. */
  readonly now?: number;
  /** Adds containers, an image and a volume with markup, control and bidirectional characters. */
  readonly hostile?: boolean;
}

const hour = 3_600_000;

/** Builds an engine's contents: compose projects, all states, ports, mounts, multi-tag and dangling images. */
export function createDataset(options: DatasetOptions = {}): FakeState {
  const state: FakeState = {
    containers: new Map(),
    images: new Map(),
    volumes: new Map(),
    networks: new Map(),
  };
  const random = createRandom(options.seed ?? 1);
  const now = options.now ?? Date.now();
  const hostile = options.hostile ?? false;
  for (const network of predefinedNetworks(now, random.hex)) state.networks.set(network.id, network);
  for (let index = 0; index < (options.networks ?? 0); index++) {
    const network = userNetwork(index, now - (index + 1) * hour, random.hex(64));
    state.networks.set(network.id, network);
  }
  addImages(state, random, { count: options.images ?? 0, now, hostile });
  for (let index = 0; index < (options.volumes ?? 0); index++) {
    const volume = createVolume(index, now - random.integer(500) * hour, random.integer(4_000_000_000));
    state.volumes.set(volume.name, volume);
  }
  addContainers(state, random, { count: options.containers ?? 0, now, hostile });
  return state;
}

function predefinedNetworks(now: number, hex: (length: number) => string): FakeNetwork[] {
  const common = { created: now - 1000 * hour, internal: false, labels: {} };
  return [
    {
      ...common,
      id: hex(64),
      name: 'bridge',
      driver: 'bridge',
      subnet: '172.17.0.0/16',
      gateway: '172.17.0.1',
    },
    { ...common, id: hex(64), name: 'host', driver: 'host', subnet: undefined, gateway: undefined },
    { ...common, id: hex(64), name: 'none', driver: 'null', subnet: undefined, gateway: undefined },
  ];
}

function userNetwork(index: number, created: number, id: string): FakeNetwork {
  const project = `project-${index}`;
  return {
    id,
    name: `${project}_default`,
    driver: 'bridge',
    created,
    internal: index % 7 === 6,
    subnet: `10.${100 + (index >> 8)}.${index & 255}.0/24`,
    gateway: `10.${100 + (index >> 8)}.${index & 255}.1`,
    labels: { 'com.docker.compose.network': 'default', 'com.docker.compose.project': project },
  };
}

function createVolume(index: number, created: number, size: number): FakeVolume {
  return {
    name: `data-${String(index).padStart(4, '0')}`,
    driver: 'local',
    labels: index % 3 === 0 ? { 'com.docker.compose.project': `project-${index % 20}` } : undefined,
    options: undefined,
    created,
    size,
  };
}
