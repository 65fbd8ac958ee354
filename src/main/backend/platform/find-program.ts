import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** Where systems keep programs for their administrator; often not on the PATH of a user or a desktop session. */
const systemFolders: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'],
  darwin: ['/usr/local/bin', '/opt/homebrew/bin', '/usr/sbin', '/sbin', '/usr/bin', '/bin'],
};

/**
 * The full path of a program on PATH, then in the system's own folders; undefined when there is none that may be run.
 * Relative entries of PATH are passed over: what runs must not depend on the working folder.
 */
export function findProgram(
  command: string,
  env: NodeJS.ProcessEnv,
  os: NodeJS.Platform,
): string | undefined {
  const paths = os === 'win32' ? path.win32 : path.posix;
  if (command.includes('/') || (os === 'win32' && command.includes('\\'))) {
    return isProgram(command, os) ? command : undefined;
  }
  const searchPath = (os === 'win32' ? (env.Path ?? env.PATH) : env.PATH) ?? '';
  const folders = [...searchPath.split(paths.delimiter), ...(systemFolders[os] ?? [])];
  // A .cmd or .bat file would need a shell.
  const extensions = os === 'win32' && !/\.(exe|com)$/i.test(command) ? ['.exe', '.com'] : [''];
  for (const folder of folders.filter((entry) => paths.isAbsolute(entry))) {
    const found = extensions.map((extension) => paths.join(folder, command + extension));
    const program = found.find((file) => isProgram(file, os));
    if (program) return program;
  }
  return undefined;
}

function isProgram(file: string, os: NodeJS.Platform): boolean {
  try {
    if (!statSync(file).isFile()) return false;
    if (os !== 'win32') accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
