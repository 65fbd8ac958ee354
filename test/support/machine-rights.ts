import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** The user without rights that every Debian has. */
export const nobody = 65_534;
/** Arguments of setpriv before the program that is to run as `nobody`. */
export const asNobody = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'];

/** Why a program of this folder cannot be run by a user without rights. */
export function whyNotAsNobody(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root to become somebody else';
  try {
    execFileSync('setpriv', [...asNobody, process.execPath, 'bin/estiba.mjs', '--version'], {
      stdio: 'pipe',
    });
    return undefined;
  } catch (error) {
    return `this folder cannot be read by nobody: ${String(error).split('\n', 1)[0]}`;
  }
}

/** Why nothing can be mounted here. */
export function whyNoMount(): string | undefined {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', tmpdir()], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'needs the right to mount';
  }
}

/** A group of this machine. */
export function groupOf(wanted: string): { readonly name: string; readonly id: number } | undefined {
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${wanted}:`));
  return line === undefined ? undefined : { name: wanted, id: Number(line.split(':')[2]) };
}
