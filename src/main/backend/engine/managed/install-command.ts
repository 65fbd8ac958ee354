import type { CommandRunner } from '../../platform/platform';
import type { Machine } from '../discovery/machine';

/** How each package manager installs packages; the first one that is there is the system's. */
const installers = [
  { program: 'apt-get', args: ['install', '-y'], engine: 'docker.io' },
  { program: 'dnf', args: ['install', '-y'], engine: 'moby-engine' },
  { program: 'pacman', args: ['-S', '--noconfirm'], engine: 'docker' },
  { program: 'zypper', args: ['install', '-y'], engine: 'docker' },
  { program: 'apk', args: ['add'], engine: 'docker' },
] as const;

export interface Installer {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * What installs an engine here, and `ip`, which the engine's package does not bring along; undefined where no known
 * package manager is.
 */
export async function findInstaller(
  machine: Machine,
  commands: CommandRunner,
): Promise<Installer | undefined> {
  if (machine.os !== 'linux') return undefined;
  for (const { program, args, engine } of installers) {
    if (!(await commands.find(program))) continue;
    const missing = [
      ...((await commands.find('dockerd')) ? [] : [engine]),
      ...((await commands.find('ip')) ? [] : ['iproute2']),
    ];
    return { program, args: [...args, ...(missing.length > 0 ? missing : [engine])] };
  }
  return undefined;
}

/** The same as a command to copy. */
export async function installCommandFor(
  machine: Machine,
  commands: CommandRunner,
): Promise<string | undefined> {
  const installer = await findInstaller(machine, commands);
  if (!installer) return undefined;
  const sudo = machine.uid === 0 ? [] : ['sudo'];
  return [...sudo, installer.program, ...installer.args].join(' ');
}
