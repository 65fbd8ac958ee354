import { Duplex, PassThrough, type Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import zlib, { createGunzip } from 'node:zlib';
import { AppError, isAppError } from '../../../common/errors';
import type { CommandRunner } from '../platform/platform';

export type Compression = 'none' | 'gzip' | 'zstd';

/** Bytes that `sniffCompression` wants to see. */
export const sniffBytes = 6;

const magics: readonly (readonly [name: Compression | 'xz' | 'bzip2', bytes: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
];

/** How a stream is compressed, by its first bytes. @throws AppError not_implemented for xz and bzip2 */
export function sniffCompression(start: Uint8Array): Compression {
  const found = magics.find(([, magic]) => magic.every((byte, at) => start[at] === byte))?.[0] ?? 'none';
  if (found === 'xz' || found === 'bzip2') {
    throw new AppError('not_implemented', `layers compressed with ${found} cannot be read`, {
      details: { compression: found },
    });
  }
  return found;
}

/** zlib of Node.js 22.15 and newer, as far as it is used here. */
interface ZlibWithZstd {
  readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => Transform;
}

const chunkSize = 256 * 1024;

/**
 * A stream that takes compressed bytes and gives them unpacked. zstd is Node's own from 22.15 on; before, the program
 * `zstd` does it. @throws AppError not_implemented when there is neither
 */
export async function createDecompressor(
  compression: Exclude<Compression, 'none'>,
  commands: Pick<CommandRunner, 'find' | 'spawn'>,
): Promise<Duplex> {
  if (compression === 'gzip') return createGunzip({ chunkSize });
  const create = (zlib as ZlibWithZstd).createZstdDecompress;
  if (create) return create({ chunkSize });
  if ((await commands.find('zstd')) === undefined) {
    const message = `layers compressed with zstd need Node.js 22.15 or newer (this is ${process.version}) or the program zstd`;
    throw new AppError('not_implemented', message, { details: { compression, node: process.version } });
  }
  return runZstd(commands);
}

/** What a decompressor threw, as an AppError. `what` was being read: "a layer". */
export function toCompressionError(thrown: unknown, what: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (isAppError(thrown) || !(thrown instanceof Error) || !/^(?:Z_|ZSTD_|ERR_ZSTD)/.test(code)) return thrown;
  const message = `the compressed bytes of ${what} are corrupt or truncated: ${thrown.message}`;
  return new AppError('data_loss', message, { cause: thrown });
}

function runZstd(commands: Pick<CommandRunner, 'spawn'>): Duplex {
  const program = commands.spawn('zstd', ['-d', '-c', '-q', '--no-progress'], { stdin: true });
  const { stdin, stdout } = program;
  if (!stdin) throw new AppError('internal', 'zstd was started without an input');
  const output = new PassThrough();
  stdout.pipe(output, { end: false });
  // Only the exit code says whether the input was whole.
  const ended = finished(stdout, { writable: false }).catch(() => undefined);
  void Promise.all([program.exited, ended]).then(([{ exitCode }]) => {
    if (exitCode === 0) output.end();
    else output.destroy(new AppError('data_loss', 'the zstd stream of a layer is corrupt or truncated'));
  });
  const duplex = Duplex.from({ writable: stdin, readable: output });
  duplex.once('close', () => program.kill());
  return duplex;
}
