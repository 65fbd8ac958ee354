import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IsolatedEngine, launchEngine } from './isolated-engine';

// crun refuses hybrid cgroup hierarchies.
const configuration = `[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
`;

// Podman keeps network namespaces below /run and writes firewall rules: both in namespaces of its own.
const inNamespaces = `
set -e
dir=$1; shift
ip link set lo up
mount -t tmpfs tmpfs /run
export CONTAINERS_CONF="$dir/containers.conf" XDG_RUNTIME_DIR="$dir/run"
exec podman "$@"`;

// Podman would raise the limits, and for that build machines often lack the capability.
const ulimits = [
  { Name: 'nofile', Soft: 1024, Hard: 4096 },
  { Name: 'nproc', Soft: 4096, Hard: 8192 },
];

/** Starts Podman's Docker-compatible service on a socket and storage of its own. Needs root. */
export function startPodman(name = 'podman'): Promise<IsolatedEngine> {
  return launchEngine(name, {
    hostConfig: (cgroupName) => ({ Ulimits: ulimits, CgroupParent: `/${cgroupName}` }),
    prepare: (dir) => writeFile(join(dir, 'containers.conf'), configuration),
    command: (dir) => [
      ...[
        'unshare',
        '--net',
        '--mount',
        '--propagation',
        'private',
        'bash',
        '-c',
        inNamespaces,
        'engine',
        dir,
      ],
      ...[
        `--root=${dir}/data`,
        `--runroot=${dir}/runroot`,
        `--network-config-dir=${dir}/networks`,
        `--tmpdir=${dir}/tmp`,
        '--cgroup-manager=cgroupfs',
      ],
      ...['--runtime=runc', 'system', 'service', '--time=0', `unix://${dir}/docker.sock`],
    ],
  });
}
