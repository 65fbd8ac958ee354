import type { FakeImage, FakeNetwork, FakeState, FakeVolume } from './types';

/** Minor number of an API version: '1.41' -> 41. */
export function minorOf(version: string): number {
  return Number(version.split('.')[1] ?? 0);
}

/** Bytes of all layers of an image. */
export function imageSize(image: FakeImage): number {
  return image.history.reduce((sum, entry) => sum + entry.size, 0);
}

/** One entry of GET /images/json; the shape depends on the API version that was asked for. */
export function imageSummary(state: FakeState, image: FakeImage, version: string, shared: boolean): object {
  const size = imageSize(image);
  const minor = minorOf(version);
  return {
    Containers: shared || minor >= 51 ? usersOfImage(state, image).length : -1,
    Created: Math.floor(image.created / 1000),
    Id: image.id,
    Labels: image.labels ?? null,
    ParentId: '',
    ...names(image, minor),
    SharedSize: shared ? (image.history[0]?.size ?? 0) : -1,
    Size: size,
    // Removed from API 1.44 on.
    ...(minor < 44 ? { VirtualSize: size } : {}),
  };
}

/** Before API 1.43 an image without a name is listed as `<none>:<none>`. */
function names(image: FakeImage, minor: number): object {
  if (minor >= 43) return { RepoTags: image.tags, RepoDigests: image.digests };
  return {
    RepoTags: image.tags.length > 0 ? image.tags : ['<none>:<none>'],
    RepoDigests: image.digests.length > 0 ? image.digests : image.tags.length > 0 ? null : ['<none>@<none>'],
  };
}

/** GET /images/{name}/json. */
export function imageDetails(image: FakeImage, version: string): object {
  const size = imageSize(image);
  const minor = minorOf(version);
  const legacy = { Container: '', ContainerConfig: { Env: null, Cmd: null, Labels: null } };
  return {
    Id: image.id,
    RepoTags: image.tags,
    RepoDigests: image.digests,
    Parent: '',
    Comment: '',
    Created: new Date(image.created).toISOString(),
    ...(minor < 45 ? legacy : {}),
    DockerVersion: '20.10.24',
    Author: '',
    Config: {
      User: '',
      ExposedPorts: Object.fromEntries(image.exposedPorts.map((port) => [port, {}])),
      Env: image.env,
      Cmd: image.command,
      Volumes: null,
      WorkingDir: image.workingDir,
      Entrypoint: null,
      OnBuild: null,
      Labels: image.labels ?? null,
    },
    Architecture: 'amd64',
    Os: 'linux',
    Size: size,
    ...(minor < 44 ? { VirtualSize: size } : {}),
    GraphDriver: {
      Data: { UpperDir: `/var/lib/docker/overlay2/${image.id.slice(7)}/diff` },
      Name: 'overlay2',
    },
    RootFS: { Type: 'layers', Layers: image.history.flatMap((entry) => entry.diffId ?? []) },
    Metadata: {
      LastTagTime:
        image.lastTagged === undefined ? '0001-01-01T00:00:00Z' : new Date(image.lastTagged).toISOString(),
    },
  };
}

/** GET /images/{name}/history: newest first, only the newest has an id. */
export function imageHistory(image: FakeImage): object[] {
  return image.history.toReversed().map((entry, index) => ({
    Comment: '',
    Created: Math.floor(entry.created / 1000),
    CreatedBy: entry.createdBy,
    Id: index === 0 ? image.id : '<missing>',
    Size: entry.size,
    Tags: index === 0 && image.tags.length > 0 ? image.tags : null,
  }));
}

/** Ids of the containers that were created from the image, in any state. */
export function usersOfImage(state: FakeState, image: FakeImage): readonly string[] {
  return [...state.containers.values()]
    .filter((container) => container.imageId === image.id)
    .map((container) => container.id);
}

/** Ids of the containers that mount the volume, in any state. */
export function usersOfVolume(state: FakeState, volume: FakeVolume): readonly string[] {
  return [...state.containers.values()]
    .filter((container) =>
      container.mounts.some((mount) => mount.type === 'volume' && mount.name === volume.name),
    )
    .map((container) => container.id);
}

/** One volume; `usage` adds UsageData as /system/df does. */
export function volumeView(state: FakeState, volume: FakeVolume, usage = false): object {
  return {
    CreatedAt: new Date(volume.created).toISOString().replace(/\.\d+Z$/, 'Z'),
    Driver: volume.driver,
    Labels: volume.labels ?? null,
    Mountpoint: `/var/lib/docker/volumes/${volume.name}/_data`,
    Name: volume.name,
    Options: volume.options ?? null,
    Scope: 'local',
    ...(usage ? { UsageData: { RefCount: usersOfVolume(state, volume).length, Size: volume.size } } : {}),
  };
}

/** One network; only inspect lists the containers (the list has an empty object). */
export function networkView(state: FakeState, network: FakeNetwork, withContainers: boolean): object {
  return {
    Name: network.name,
    Id: network.id,
    Created: new Date(network.created).toISOString(),
    Scope: 'local',
    Driver: network.driver,
    EnableIPv6: false,
    IPAM: {
      Driver: 'default',
      Options: null,
      Config: network.subnet === undefined ? [] : [{ Subnet: network.subnet, Gateway: network.gateway }],
    },
    Internal: network.internal,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: withContainers ? attachedContainers(state, network) : {},
    Options: {},
    Labels: network.labels,
  };
}

function attachedContainers(state: FakeState, network: FakeNetwork): object {
  const prefix = network.subnet?.split('/')[1] ?? '0';
  const attached = [...state.containers.values()].flatMap((container) => {
    const endpoint = container.networks.find((candidate) => candidate.network === network.name);
    if (endpoint === undefined || (container.state !== 'running' && container.state !== 'paused')) return [];
    const view = {
      Name: container.name,
      EndpointID: container.id,
      MacAddress: '02:42:ac:11:00:02',
      IPv4Address: `${endpoint.ip}/${prefix}`,
      IPv6Address: '',
    };
    return [[container.id, view] as const];
  });
  return Object.fromEntries(attached);
}
