import type { CommandRunner } from '../../platform/platform';
import type { Machine } from '../discovery/machine';

/** How each package manager installs an engine; the first one that is there is the system's. */
const installers = [
  { program: 'apt-get', args: ['install', '-y', 'docker.io'] },
  { program: 'dnf', args: ['install', '-y', 'moby-engine'] },
  { program: 'pacman', args: ['-S', '--noconfirm', 'docker'] },
  { program: 'zypper', args: ['install', '-y', 'docker'] },
  { program: 'apk', args: ['add', 'docker'] },
] as const;

/** The exact command that installs an engine here; undefined where none is known. */
export async function installCommandFor(
  machine: Machine,
  commands: CommandRunner,
): Promise<string | undefined> {
  if (machine.os !== 'linux') return undefined;
  for (const { program, args } of installers) {
    if (await commands.find(program))
      return [...(machine.uid === 0 ? [] : ['sudo']), program, ...args].join(' ');
  }
  return undefined;
}
