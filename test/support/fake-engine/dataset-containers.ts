import type { AddOptions } from './dataset-images';
import { hostileLabels, hostileNames } from './hostile';
import type { Random } from './random';
import type {
  FakeContainer,
  FakeContainerState,
  FakeEndpoint,
  FakeImage,
  FakeMount,
  FakePort,
  FakeState,
} from './types';

const minute = 60_000;
const services = ['web', 'api', 'db', 'cache', 'worker'] as const;

interface Draft {
  readonly index: number;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: FakeImage | undefined;
  readonly now: number;
}

/**
 * Adds containers: six of ten run, the others are exited, paused, created or restarting. The first 60 % belong to
 * compose projects of five services each; every third mounts a volume; some publish ports or have a health check.
 */
export function addContainers(state: FakeState, random: Random, options: AddOptions): void {
  const images = [...state.images.values()];
  const volumes = [...state.volumes.keys()];
  const networks = [...state.networks.values()].filter((network) => network.driver === 'bridge');
  for (let index = 0; index < options.count; index++) {
    const composed = index < options.count * 0.6;
    const project = Math.floor(index / services.length);
    const service = services[index % services.length] ?? 'web';
    const container = createContainer(random, {
      index,
      name: composed ? `project-${project}-${service}-1` : `solo-${String(index).padStart(4, '0')}`,
      labels: composed ? composeLabels(project, service) : {},
      image: images[index % Math.max(1, images.length)],
      now: options.now,
    });
    const network = networks[composed ? 1 + (project % Math.max(1, networks.length - 1)) : 0] ?? networks[0];
    const endpoint: FakeEndpoint[] =
      network === undefined
        ? []
        : [{ network: network.name, ip: addressIn(network.subnet, index), aliases: [] }];
    state.containers.set(container.id, {
      ...container,
      networks: endpoint,
      mounts: mountsOf(index, volumes),
    });
  }
  if (options.hostile) addHostileContainers(state, random, options.now);
}

function createContainer(random: Random, draft: Draft): FakeContainer {
  const created = draft.now - (60 + random.integer(40_000)) * minute;
  const state = stateOf(draft.index);
  const startedAt = state === 'created' ? undefined : created + random.integer(50) * minute;
  const alive = state === 'running' || state === 'paused';
  return {
    id: random.hex(64),
    name: draft.name,
    image: draft.image?.tags[0] ?? draft.image?.id ?? 'scratch:latest',
    imageId: draft.image?.id ?? `sha256:${'0'.repeat(64)}`,
    command: ['serve', '--listen', `0.0.0.0:${8000 + draft.index}`],
    env: ['PATH=/usr/local/bin:/usr/bin:/bin', `INDEX=${draft.index}`],
    labels: draft.labels,
    created,
    state,
    exitCode: state === 'exited' ? random.pick([0, 0, 1, 137]) : state === 'restarting' ? 1 : 0,
    startedAt,
    finishedAt: alive || startedAt === undefined ? undefined : startedAt + random.integer(9) * minute,
    pid: alive ? 10_000 + draft.index : 0,
    health: state === 'running' && draft.index % 4 === 0 ? random.pick(['healthy', 'unhealthy']) : undefined,
    ports: portsOf(draft.index),
    mounts: [],
    networks: [],
    restartPolicy: random.pick(['no', 'always', 'unless-stopped', 'on-failure']),
    restartCount: state === 'restarting' ? 6 : 0,
    memory: draft.index % 3 === 0 ? 268_435_456 : 0,
    nanoCpus: draft.index % 5 === 0 ? 500_000_000 : 0,
    sizeRw: random.integer(30_000_000),
  };
}

function stateOf(index: number): FakeContainerState {
  const states = [
    'running',
    'running',
    'exited',
    'running',
    'paused',
    'running',
    'created',
    'running',
    'running',
  ];
  if (index % 10 === 9) return 'restarting';
  return (states[index % 10] ?? 'running') as FakeContainerState;
}

function composeLabels(project: number, service: string): Record<string, string> {
  return {
    'com.docker.compose.config-hash': 'f'.repeat(64),
    'com.docker.compose.container-number': '1',
    'com.docker.compose.oneoff': 'False',
    'com.docker.compose.project': `project-${project}`,
    'com.docker.compose.service': service,
    'com.docker.compose.project.working_dir': `/home/user/project-${project}`,
  };
}

function portsOf(index: number): readonly FakePort[] {
  if (index % 4 === 0) return [{ privatePort: 8080, publicPort: 20_000 + index, type: 'tcp', ip: '0.0.0.0' }];
  if (index % 4 === 1) return [{ privatePort: 5432, type: 'tcp', ip: '' }];
  return [];
}

function mountsOf(index: number, volumes: readonly string[]): readonly FakeMount[] {
  const volume = volumes[index % Math.max(1, volumes.length)];
  if (index % 3 === 0 && volume !== undefined) {
    return [{ type: 'volume', name: volume, destination: '/data', rw: true }];
  }
  if (index % 3 === 1) return [{ type: 'bind', source: '/srv/config', destination: '/etc/app', rw: false }];
  return [];
}

/** A host address in a subnet of 256 or more addresses, e.g. 10.100.3.0/24 and 5 -> 10.100.3.7. */
export function addressIn(subnet: string | undefined, index: number): string {
  const [a, b, c] = (subnet ?? '').split('.');
  return a === undefined || b === undefined || c === undefined ? '' : `${a}.${b}.${c}.${2 + (index % 250)}`;
}

function addHostileContainers(state: FakeState, random: Random, now: number): void {
  const image = [...state.images.values()].at(-1);
  for (const [index, name] of hostileNames.entries()) {
    const container = createContainer(random, { index, name, labels: hostileLabels, image, now });
    state.containers.set(container.id, container);
  }
}
