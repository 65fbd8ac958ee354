import { Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import { SparseExpander } from '../tar/sparse-expander';
import type { TarEntry } from '../tar/tar-entry';
import { TarParser } from '../tar/tar-parser';

/**
 * The content of the entry that begins after so many bytes of an uncompressed archive; holes of sparse files are filled
 * with zeros. Ends the source as soon as it has everything.
 */
export function openTarEntry(archive: AsyncIterable<Buffer>, skipBytes: number): Readable {
  return Readable.from(entryContent(archive, skipBytes), { objectMode: false, highWaterMark: 256 * 1024 });
}

async function* entryContent(archive: AsyncIterable<Buffer>, skipBytes: number): AsyncGenerator<Buffer> {
  const taker = new EntryTaker();
  let skip = skipBytes;
  for await (const chunk of archive) {
    if (chunk.length <= skip) {
      skip -= chunk.length;
      continue;
    }
    taker.write(skip > 0 ? chunk.subarray(skip) : chunk);
    skip = 0;
    yield* taker.take();
    if (taker.isDone) return;
  }
  throw new AppError('data_loss', 'the archive ends before the content of the file');
}

/** Takes the first entry of an archive and nothing more. */
class EntryTaker {
  readonly #parser = new TarParser((entry) => this.#open(entry));
  #chunks: Buffer[] = [];
  #entry: TarEntry | undefined;
  #expander: SparseExpander | undefined;
  isDone = false;

  write(chunk: Buffer): void {
    // What follows the entry may be anything: it is not looked at.
    for (let at = 0; at < chunk.length && !this.isDone; at += 512)
      this.#parser.write(chunk.subarray(at, at + 512));
  }

  *take(): Generator<Buffer> {
    const chunks = this.#chunks;
    this.#chunks = [];
    for (const chunk of chunks) {
      if (this.#expander) yield* this.#expander.expand(chunk);
      else yield chunk;
    }
    if (this.isDone && this.#expander) yield* this.#expander.end();
  }

  #open(entry: TarEntry): { write: (chunk: Buffer) => void; end: () => void } {
    if (entry.kind !== 'file') throw new AppError('data_loss', 'the archive has no file at this place');
    this.#entry = entry;
    if (entry.sparse) this.#expander = new SparseExpander(entry.sparse, entry.size);
    return {
      write: (chunk) => void this.#chunks.push(Buffer.from(chunk)),
      end: () => {
        this.isDone = this.#entry !== undefined;
      },
    };
  }
}
