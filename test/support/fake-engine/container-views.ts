import { formatStatus } from './status-text';
import type { FakeContainer, FakeMount, FakeState } from './types';

const zeroTime = '0001-01-01T00:00:00Z';

/** One entry of GET /containers/json. `size` adds SizeRw and SizeRootFs. */
export function containerSummary(state: FakeState, container: FakeContainer, size: boolean): object {
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: container.image,
    ImageID: container.imageId,
    Command: container.command.join(' '),
    Created: Math.floor(container.created / 1000),
    Ports: isAlive(container) ? summaryPorts(container) : [],
    ...(size ? sizes(state, container) : {}),
    Labels: container.labels,
    State: container.state,
    Status: formatStatus(container, Date.now()),
    HostConfig: { NetworkMode: container.networks[0]?.network ?? 'default' },
    NetworkSettings: { Networks: endpoints(state, container) },
    Mounts: container.mounts.map(mountView),
  };
}

/** GET /containers/{id}/json. */
export function containerDetails(state: FakeState, container: FakeContainer, size: boolean): object {
  const [path = '', ...args] = container.command;
  return {
    Id: container.id,
    Created: new Date(container.created).toISOString(),
    Path: path,
    Args: args,
    State: stateView(container),
    Image: container.imageId,
    ResolvConfPath: `/var/lib/docker/containers/${container.id}/resolv.conf`,
    HostnamePath: `/var/lib/docker/containers/${container.id}/hostname`,
    HostsPath: `/var/lib/docker/containers/${container.id}/hosts`,
    LogPath: `/var/lib/docker/containers/${container.id}/${container.id}-json.log`,
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: null,
    HostConfig: hostConfig(container),
    GraphDriver: { Data: graphDriver(container.id), Name: 'overlay2' },
    ...(size ? sizes(state, container) : {}),
    Mounts: container.mounts.map(mountView),
    Config: config(container),
    NetworkSettings: {
      Bridge: '',
      SandboxID: isAlive(container) ? container.id : '',
      SandboxKey: isAlive(container) ? `/var/run/docker/netns/${container.id.slice(0, 12)}` : '',
      Ports: isAlive(container) ? portBindings(container) : {},
      Networks: endpoints(state, container),
    },
  };
}

export function isAlive(container: FakeContainer): boolean {
  return container.state === 'running' || container.state === 'paused';
}

/** Running in the engine's sense: it answers 'true' also for paused and restarting containers. */
export function isRunning(container: FakeContainer): boolean {
  return isAlive(container) || container.state === 'restarting';
}

function stateView(container: FakeContainer): object {
  const health = container.health;
  return {
    Status: container.state,
    Running: isRunning(container),
    Paused: container.state === 'paused',
    Restarting: container.state === 'restarting',
    OOMKilled: false,
    Dead: container.state === 'dead',
    Pid: container.pid,
    ExitCode: container.exitCode,
    Error: '',
    StartedAt: timeText(container.startedAt),
    FinishedAt: timeText(container.finishedAt),
    ...(health === undefined ? {} : { Health: { Status: health, FailingStreak: 0, Log: [] } }),
  };
}

function timeText(time: number | undefined): string {
  return time === undefined ? zeroTime : new Date(time).toISOString();
}

function hostConfig(container: FakeContainer): object {
  return {
    Binds: container.mounts.flatMap((mount) => {
      if (mount.type === 'tmpfs') return [];
      const source = mount.type === 'volume' ? mount.name : mount.source;
      return [`${source}:${mount.destination}${mount.rw ? '' : ':ro'}`];
    }),
    LogConfig: { Type: 'json-file', Config: {} },
    NetworkMode: container.networks[0]?.network ?? 'default',
    PortBindings: portBindings(container),
    RestartPolicy: { Name: container.restartPolicy, MaximumRetryCount: 0 },
    AutoRemove: false,
    Privileged: false,
    ReadonlyRootfs: false,
    IpcMode: 'private',
    PidMode: '',
    UTSMode: '',
    UsernsMode: '',
    CgroupnsMode: 'host',
    CgroupParent: '',
    CapAdd: null,
    CapDrop: null,
    SecurityOpt: null,
    Runtime: 'runc',
    Memory: container.memory,
    MemorySwap: container.memory * 2,
    MemoryReservation: 0,
    NanoCpus: container.nanoCpus,
    CpuShares: 0,
    CpuPeriod: 0,
    CpuQuota: 0,
    CpusetCpus: '',
    PidsLimit: null,
  };
}

function config(container: FakeContainer): object {
  return {
    Hostname: container.id.slice(0, 12),
    User: '',
    ExposedPorts: Object.fromEntries(container.ports.map((port) => [`${port.privatePort}/${port.type}`, {}])),
    Tty: false,
    OpenStdin: false,
    Env: container.env,
    Cmd: container.command,
    Image: container.image,
    Volumes: null,
    WorkingDir: '/srv',
    Entrypoint: null,
    OnBuild: null,
    Labels: container.labels,
  };
}

function graphDriver(id: string): object {
  const folder = `/var/lib/docker/overlay2/${id}`;
  return {
    LowerDir: `${folder}-init/diff`,
    MergedDir: `${folder}/merged`,
    UpperDir: `${folder}/diff`,
    WorkDir: `${folder}/work`,
  };
}

function sizes(state: FakeState, container: FakeContainer): object {
  const image = state.images.get(container.imageId);
  const imageSize = image?.history.reduce((sum, entry) => sum + entry.size, 0) ?? 0;
  return { SizeRw: container.sizeRw, SizeRootFs: imageSize + container.sizeRw };
}

function summaryPorts(container: FakeContainer): object[] {
  return container.ports.flatMap((port) => {
    if (port.publicPort === undefined) return [{ PrivatePort: port.privatePort, Type: port.type }];
    const binding = { PrivatePort: port.privatePort, PublicPort: port.publicPort, Type: port.type };
    return hostAddresses(port.ip).map((ip) => ({ IP: ip, ...binding }));
  });
}

function portBindings(container: FakeContainer): object {
  return Object.fromEntries(
    container.ports.map((port) => [
      `${port.privatePort}/${port.type}`,
      port.publicPort === undefined
        ? null
        : hostAddresses(port.ip).map((ip) => ({ HostIp: ip, HostPort: String(port.publicPort) })),
    ]),
  );
}

/** A port published on all addresses is listed once for IPv4 and once for IPv6. */
function hostAddresses(ip: string): readonly string[] {
  return ip === '0.0.0.0' ? ['0.0.0.0', '::'] : [ip];
}

function endpoints(state: FakeState, container: FakeContainer): object {
  const networks = [...state.networks.values()];
  return Object.fromEntries(
    container.networks.map((endpoint) => {
      const network = networks.find((candidate) => candidate.name === endpoint.network);
      const alive = isAlive(container);
      const view = {
        IPAMConfig: null,
        Links: null,
        Aliases: endpoint.aliases.length > 0 ? endpoint.aliases : null,
        NetworkID: network?.id ?? '',
        EndpointID: alive ? container.id : '',
        Gateway: alive ? (network?.gateway ?? '') : '',
        IPAddress: alive ? endpoint.ip : '',
        IPPrefixLen: alive ? Number(network?.subnet?.split('/')[1] ?? 0) : 0,
        IPv6Gateway: '',
        GlobalIPv6Address: '',
        GlobalIPv6PrefixLen: 0,
        MacAddress: alive ? '02:42:ac:11:00:02' : '',
        DriverOpts: null,
      };
      return [endpoint.network, view];
    }),
  );
}

function mountView(mount: FakeMount): object {
  switch (mount.type) {
    case 'volume':
      return {
        Type: 'volume',
        Name: mount.name,
        Source: `/var/lib/docker/volumes/${mount.name}/_data`,
        Destination: mount.destination,
        Driver: 'local',
        Mode: 'z',
        RW: mount.rw,
        Propagation: '',
      };
    case 'bind':
      return {
        Type: 'bind',
        Source: mount.source,
        Destination: mount.destination,
        Mode: mount.rw ? '' : 'ro',
        RW: mount.rw,
        Propagation: 'rprivate',
      };
    case 'tmpfs':
      return {
        Type: 'tmpfs',
        Source: '',
        Destination: mount.destination,
        Mode: '',
        RW: true,
        Propagation: '',
      };
  }
}
