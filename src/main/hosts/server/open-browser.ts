import { spawn } from 'node:child_process';

export interface Desktop {
  readonly env: NodeJS.ProcessEnv;
  readonly os: NodeJS.Platform;
}

/** The command that opens an address in the user's browser; undefined where there is no display. */
export function browserCommand(
  { env, os }: Desktop,
  url: string,
): readonly [string, ...string[]] | undefined {
  switch (os) {
    case 'darwin':
      return ['open', url];
    case 'win32':
      // Not through cmd: its `start` would read & and % in the address.
      return ['rundll32', 'url.dll,FileProtocolHandler', url];
    default:
      return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', url] : undefined;
  }
}

/** Tries to; the address stands in the terminal all the same. */
export function openBrowser(desktop: Desktop, url: string, failed: (reason: string) => void): void {
  const command = browserCommand(desktop, url);
  if (!command) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.once('error', (error) => failed(error.message));
  child.unref();
}
