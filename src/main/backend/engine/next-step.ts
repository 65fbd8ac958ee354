import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { type AppError, assertNever } from '../../../common/errors';
import type { CommandRunner } from '../platform/platform';
import { knownSockets } from './discovery/known-sockets';
import { defaultHost, type Machine } from './discovery/machine';
import { endpointKey } from './discovery/merge-findings';
import { type EngineAddress, parseEngineHost } from './endpoint';
import { reasonOf } from './engine-error';
import { installCommandFor } from './managed/install-command';

/**
 * The exact command that mends a failed connection, to be copied by the user; undefined where there is none. Never
 * rejects.
 */
export async function findNextStep(
  address: EngineAddress,
  error: AppError,
  machine: Machine,
  commands: CommandRunner,
): Promise<string | undefined> {
  const reason = reasonOf(error);
  try {
    switch (reason) {
      case 'permission_denied':
        return address.kind === 'unix' ? await groupCommand(address.path) : undefined;
      case 'socket_missing':
      case 'refused':
      case 'not_running':
        return await startCommand(address, machine, commands);
      case 'ssh':
        return address.kind === 'ssh' ? sshCheckCommand(address) : undefined;
      case 'host_not_found':
      case 'tls':
      case 'timeout':
      case 'too_old':
      case 'not_an_engine':
      case 'lost':
      case 'unreadable_context':
      case 'other':
        return undefined;
      default:
        return assertNever(reason, 'reason');
    }
  } catch {
    return undefined;
  }
}

/** Membership of the socket's own group, whatever it is called here. Root's group is given to nobody. */
async function groupCommand(socket: string): Promise<string | undefined> {
  const { gid } = await stat(socket);
  const group = gid === 0 ? undefined : groupName(await readFile('/etc/group', 'utf8'), gid);
  return group === undefined ? undefined : `sudo usermod -aG ${group} ${userInfo().username}`;
}

/** From /etc/group: `docker:x:998:ana,luis`. */
export function groupName(groups: string, gid: number): string | undefined {
  return groups
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name, , id]) => name && id === String(gid))?.[0];
}

async function startCommand(
  address: EngineAddress,
  machine: Machine,
  commands: CommandRunner,
): Promise<string | undefined> {
  const key = endpointKey(address);
  const isHere = (host: string): boolean => endpointKey(parseEngineHost(host)) === key;
  if (isHere(machine.managedHost)) return undefined;
  const known = knownSockets(machine).find((socket) => isHere(socket.host));
  if (known?.startCommand) return withoutSudo(known.startCommand, machine);
  if (!isHere(defaultHost(machine))) return undefined;
  if (machine.os === 'darwin') return 'open -a Docker';
  if (machine.os !== 'linux') return undefined;
  if (!(await commands.find('dockerd'))) return await installCommandFor(machine, commands);
  const isSystemd = (await commands.find('systemctl')) !== undefined;
  return withoutSudo(isSystemd ? 'sudo systemctl start docker' : 'sudo service docker start', machine);
}

/** Root needs no sudo, and small systems have none. */
export function withoutSudo(command: string, machine: Machine): string {
  return machine.uid === 0 ? command.replace(/\bsudo /g, '') : command;
}

/** In a terminal ssh can ask about the host's key and for a passphrase. */
function sshCheckCommand(address: Extract<EngineAddress, { kind: 'ssh' }>): string {
  const user = address.user === undefined ? '' : `${address.user}@`;
  const port = address.port === undefined ? '' : `-p ${address.port} `;
  return `ssh ${port}${quote(`${user}${address.host}`)} docker version`;
}

function quote(word: string): string {
  return /^[\w@.:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
