import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IsolatedEngine, launchEngine } from './isolated-engine';

// crun refuses hybrid cgroup hierarchies, and raising limits needs a capability that build machines often lack.
const configuration = `[containers]
default_ulimits = ["nofile=1024:4096", "nproc=4096:8192"]
[engine]
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

/** Starts Podman's Docker-compatible service on a socket and storage of its own. Needs root. */
export function startPodman(name = 'podman'): Promise<IsolatedEngine> {
  return launchEngine(name, {
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
        `--tmpdir=${dir}/tmp`,
        '--cgroup-manager=cgroupfs',
      ],
      ...['--runtime=runc', 'system', 'service', '--time=0', `unix://${dir}/docker.sock`],
    ],
  });
}
