import { containerSummary } from './container-views';
import { parseEventTime } from './event-hub';
import { parseFilters } from './filters';
import { type EngineIdentity, type Handler, type HandlerContext, json, type Route } from './handler';
import { imageSize, imageSummary, minorOf, volumeView } from './object-views';

/** Headers that every answer carries; clients read the API version and the builder from /_ping's. */
export function identityHeaders(engine: EngineIdentity): Readonly<Record<string, string>> {
  return {
    'Api-Version': engine.apiVersion,
    'Docker-Experimental': 'false',
    Ostype: 'linux',
    Server: engine.flavor === 'podman' ? 'Libpod/4.3.1 (linux)' : `Docker/${engine.version} (linux)`,
    ...(engine.flavor === 'podman' ? { 'Libpod-Api-Version': engine.version } : {}),
  };
}

const ping: Handler = ({ engine }) => ({
  kind: 'bytes',
  status: 200,
  contentType: 'text/plain; charset=utf-8',
  body: Buffer.from('OK'),
  // Engines from 23 on (API 1.42) recommend BuildKit here; older ones and Podman send an empty value.
  headers: { 'Builder-Version': engine.flavor === 'docker' && minorOf(engine.apiVersion) >= 42 ? '2' : '' },
});

const version: Handler = ({ engine }) => {
  const name = engine.flavor === 'podman' ? 'Podman Engine' : 'Engine';
  const common = { GitCommit: '5d6db84', GoVersion: 'go1.19.8', Os: 'linux', Arch: 'amd64' };
  return json({
    Platform: { Name: '' },
    Components: [
      {
        Name: name,
        Version: engine.version,
        Details: { ApiVersion: engine.apiVersion, MinAPIVersion: engine.minApiVersion, ...common },
      },
      { Name: 'containerd', Version: '1.6.20', Details: { GitCommit: '1.6.20' } },
      { Name: 'runc', Version: '1.1.5', Details: { GitCommit: '1.1.5' } },
    ],
    Version: engine.version,
    ApiVersion: engine.apiVersion,
    MinAPIVersion: engine.minApiVersion,
    ...common,
    KernelVersion: '6.1.0',
    BuildTime: '2026-05-07T21:09:36.000000000+00:00',
  });
};

const info: Handler = ({ state, engine }) => {
  const count = (wanted: readonly string[]) =>
    [...state.containers.values()].filter((container) => wanted.includes(container.state)).length;
  return json({
    ID: 'FAKE:5QXO:J2MG:WCVR:UFRS:3FIV:HRCV:FYPC:XH5I:EVX5:6FSA:NJQT',
    Containers: state.containers.size,
    ContainersRunning: count(['running', 'restarting']),
    ContainersPaused: count(['paused']),
    ContainersStopped: count(['exited', 'created', 'dead']),
    Images: state.images.size,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
    ],
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'null'],
      Authorization: null,
      Log: ['json-file'],
    },
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    SystemTime: new Date().toISOString(),
    LoggingDriver: 'json-file',
    CgroupDriver: 'cgroupfs',
    CgroupVersion: '1',
    KernelVersion: '6.1.0',
    OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    OSVersion: '12',
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    NCPU: 2,
    MemTotal: 8_000_000_000,
    DockerRootDir: '/var/lib/docker',
    Name: 'fake-engine',
    Labels: [],
    ServerVersion: engine.version,
    DefaultRuntime: 'runc',
    Runtimes: { runc: { path: 'runc' } },
    LiveRestoreEnabled: false,
    SecurityOptions: ['name=seccomp,profile=default', ...(engine.rootless ? ['name=rootless'] : [])],
    Warnings: null,
  });
};

const diskUsage: Handler = (context, { version: apiVersion, query }) => {
  // The parameter exists from API 1.42 on; older engines compute and answer everything.
  const types = minorOf(apiVersion) >= 42 ? query.getAll('type') : [];
  const wanted = (type: string) => types.length === 0 || types.includes(type);
  return json({
    ...(wanted('image') ? usageOfImages(context, apiVersion) : {}),
    ...(wanted('container')
      ? {
          Containers: [...context.state.containers.values()].map((container) =>
            containerSummary(context.state, container, true),
          ),
        }
      : {}),
    ...(wanted('volume')
      ? { Volumes: [...context.state.volumes.values()].map((item) => volumeView(context.state, item, true)) }
      : {}),
    ...(wanted('build-cache') ? { BuildCache: null } : {}),
    ...(minorOf(apiVersion) < 42 ? { BuilderSize: 0 } : {}),
  });
};

function usageOfImages({ state }: HandlerContext, apiVersion: string): object {
  const images = [...state.images.values()];
  const layers = new Map(
    images.flatMap((image) => image.history.map((entry) => [entry.diffId ?? '', entry.size] as const)),
  );
  return {
    LayersSize: [...layers.values()].reduce((sum, size) => sum + size, 0),
    Images: images.map((image) => ({
      ...imageSummary(state, image, apiVersion, true),
      SharedSize: imageSize(image) - uniqueSize(image.history.slice(1)),
    })),
  };
}

function uniqueSize(entries: readonly { readonly size: number }[]): number {
  return entries.reduce((sum, entry) => sum + entry.size, 0);
}

const events: Handler = (_context, { query }) => ({
  kind: 'events',
  query: {
    since: parseEventTime(query.get('since')),
    until: parseEventTime(query.get('until')),
    filters: parseFilters(query.get('filters')),
  },
});

export const systemRoutes: readonly Route[] = [
  { method: 'GET', pattern: /^\/_ping$/, handle: ping },
  { method: 'HEAD', pattern: /^\/_ping$/, handle: ping },
  { method: 'GET', pattern: /^\/version$/, handle: version },
  { method: 'GET', pattern: /^\/info$/, handle: info },
  { method: 'GET', pattern: /^\/system\/df$/, handle: diskUsage },
  { method: 'GET', pattern: /^\/events$/, handle: events },
];
