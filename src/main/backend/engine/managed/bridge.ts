import { createHash } from 'node:crypto';
import { AppError } from '../../../../common/errors';
import type { CommandRunner } from '../../platform/platform';

/**
 * The network device of Estiba's own engine. Of its own, so that docker0 of another engine is never touched; named
 * after the data root, so that two of Estiba's engines do not meet. Linux allows 15 characters.
 */
export function bridgeName(dataRoot: string): string {
  return `estiba-${createHash('sha256').update(dataRoot).digest('hex').slice(0, 6)}`;
}

/** Makes the bridge with an unused subnet of 172.30.0.0/16. One that is there already is taken as it is. */
export async function ensureBridge(name: string, commands: CommandRunner): Promise<void> {
  const addresses = await ip(commands, ['-o', '-4', 'addr', 'show']);
  if (addresses.split('\n').some((line) => line.split(/\s+/)[1] === name)) {
    await ip(commands, ['link', 'set', name, 'up']);
    return;
  }
  const routes = await ip(commands, ['-4', 'route', 'show', 'table', 'all']);
  const subnet = freeSubnet(`${addresses}\n${routes}`);
  if (!subnet) throw new AppError('resource_exhausted', 'No subnet of 172.30.0.0/16 is free for the bridge');
  // Left over without an address, when an earlier start was cut short.
  await removeBridge(name, commands);
  await ip(commands, ['link', 'add', 'name', name, 'type', 'bridge']);
  await ip(commands, ['addr', 'add', `${subnet}.1/24`, 'dev', name]);
  await ip(commands, ['link', 'set', name, 'up']);
}

/** Does nothing when there is none. */
export async function removeBridge(name: string, commands: CommandRunner): Promise<void> {
  await commands.run('ip', ['link', 'delete', name, 'type', 'bridge']).catch(() => undefined);
}

/** The first of 172.30.0 to 172.30.255 that no address and no route of this machine mentions. */
export function freeSubnet(inUse: string): string | undefined {
  if (/\b172\.(?:16\.0\.0\/1[0-2]|30\.0\.0\/1[0-6])\b/.test(inUse)) return undefined;
  for (let third = 0; third < 256; third++) {
    const subnet = `172.30.${third}`;
    if (!inUse.includes(`${subnet}.`)) return subnet;
  }
  return undefined;
}

async function ip(commands: CommandRunner, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await commands.run('ip', args, { timeoutMs: 10_000 });
  if (exitCode === 0) return stdout;
  throw new AppError(
    'failed_precondition',
    `ip ${args.join(' ')}: ${stderr.trim() || `exit code ${exitCode}`}`,
  );
}
