import type { TarEntry } from '../layers/tar/tar-entry';
import { TarParser } from '../layers/tar/tar-parser';
import type { CommandRunner } from '../platform/platform';

const attributes = ['trusted.overlay.*', 'user.overlay.*', 'user.fuseoverlayfs.*'];
const opaqueAttribute = /^(trusted|user)\.(overlay|fuseoverlayfs)\.opaque$/;

/**
 * Which of these folders hide what the layers below have in them (an extended attribute, which Node cannot read but
 * GNU tar can write down).
 * @param folders absolute paths
 * @returns the paths in latin1, or undefined where there is no tar that can do it
 */
export async function findOpaque(
  commands: CommandRunner,
  folders: readonly Buffer[],
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  if (folders.length === 0) return new Set();
  const found = new Set<string>();
  try {
    const tar = commands.spawn(
      'tar',
      [
        '--xattrs',
        ...attributes.map((pattern) => `--xattrs-include=${pattern}`),
        '--no-recursion',
        '--null',
        '--absolute-names',
        '--files-from=-',
        '-cf',
        '-',
      ],
      { stdin: true },
    );
    const stop = (): void => tar.kill();
    signal.addEventListener('abort', stop, { once: true });
    tar.stdin?.on('error', () => undefined);
    tar.stderr.resume();
    tar.stdin?.end(Buffer.concat(folders.flatMap((folder) => [folder, Buffer.from([0])])));
    const parser = new TarParser((entry) => take(entry, found));
    let bytes = 0;
    for await (const chunk of tar.stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      parser.write(chunk);
    }
    signal.removeEventListener('abort', stop);
    await tar.exited;
    signal.throwIfAborted();
    return bytes === 0 ? undefined : found;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function take(entry: TarEntry, found: Set<string>): undefined {
  if (
    entry.xattrs?.some(
      ([name, value]) => opaqueAttribute.test(name) && value.toString('latin1', 0, 1) === 'y',
    )
  )
    found.add(entry.name.toString('latin1').replace(/\/+$/, ''));
}
