import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Machine, runtimeFolder } from './machine';

/** A place where some product's engine listens. */
export interface KnownSocket {
  /** Part of the engine's id; stable. */
  readonly id: string;
  readonly product: string;
  /** DOCKER_HOST form. */
  readonly host: string;
  /** What starts it, to be said when it does not run. */
  readonly startCommand: string | undefined;
}

/** The usual sockets besides the docker command's default, whether they exist or not, the likelier ones first. */
export function knownSockets(machine: Machine): readonly KnownSocket[] {
  if (machine.os === 'win32') return windowsPipes();
  const docker = join(machine.home, '.docker');
  const onlyMac = machine.os === 'darwin' ? macSockets(machine) : [];
  return [
    ...(machine.os === 'linux' ? linuxSockets(machine) : []),
    unixSocket(
      'docker-desktop',
      'Docker Desktop',
      join(docker, machine.os === 'darwin' ? 'run' : 'desktop', 'docker.sock'),
      machine.os === 'darwin' ? 'open -a Docker' : 'systemctl --user start docker-desktop',
    ),
    ...onlyMac,
    ...colimaSockets(machine),
    unixSocket('rancher-desktop', 'Rancher Desktop', join(machine.home, '.rd', 'docker.sock'), 'rdctl start'),
  ];
}

function linuxSockets(machine: Machine): readonly KnownSocket[] {
  const runtime = runtimeFolder(machine);
  const ofUser = runtime
    ? [
        unixSocket(
          'docker-rootless',
          'Docker (rootless)',
          join(runtime, 'docker.sock'),
          'systemctl --user start docker',
        ),
        unixSocket(
          'podman-user',
          'Podman (user)',
          join(runtime, 'podman', 'podman.sock'),
          'systemctl --user enable --now podman.socket',
        ),
      ]
    : [];
  const ofSystem = unixSocket(
    'podman',
    'Podman',
    join(machine.root, 'run/podman/podman.sock'),
    'sudo systemctl enable --now podman.socket',
  );
  return [...ofUser, ofSystem];
}

function macSockets(machine: Machine): readonly KnownSocket[] {
  const machines = join(machine.home, '.local', 'share', 'containers', 'podman', 'machine');
  const start = 'podman machine start';
  return [
    unixSocket('orbstack', 'OrbStack', join(machine.home, '.orbstack', 'run', 'docker.sock'), 'orb start'),
    unixSocket('podman-machine', 'Podman machine', join(machines, 'podman.sock'), start),
    ...foldersIn(machines).map((name) =>
      unixSocket(
        `podman-machine-${name}`,
        `Podman machine ${name}`,
        join(machines, name, 'podman.sock'),
        start,
      ),
    ),
  ];
}

/** One folder per profile. */
function colimaSockets(machine: Machine): readonly KnownSocket[] {
  const folder = machine.env.COLIMA_HOME || join(machine.home, '.colima');
  return foldersIn(folder).map((profile) =>
    unixSocket(
      `colima-${profile}`,
      profile === 'default' ? 'Colima' : `Colima ${profile}`,
      join(folder, profile, 'docker.sock'),
      profile === 'default' ? 'colima start' : `colima start ${profile}`,
    ),
  );
}

function windowsPipes(): readonly KnownSocket[] {
  return [
    {
      id: 'docker-desktop',
      product: 'Docker Desktop',
      host: 'npipe:////./pipe/dockerDesktopLinuxEngine',
      startCommand: undefined,
    },
    {
      id: 'podman-machine',
      product: 'Podman machine',
      host: 'npipe:////./pipe/podman-machine-default',
      startCommand: 'podman machine start',
    },
  ];
}

function unixSocket(id: string, product: string, path: string, startCommand: string): KnownSocket {
  return { id, product, host: `unix://${path}`, startCommand };
}

/** Names that can stand in a command without quotes; `_lima` and the like are no profiles. */
function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^[a-zA-Z0-9][\w.-]*$/.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}
