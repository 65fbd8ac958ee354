import { Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import { blockBytes } from '../tar/header-block';
import { SparseExpander } from '../tar/sparse-expander';
import type { TarBody, TarEntry } from '../tar/tar-entry';
import { TarParser } from '../tar/tar-parser';
import type { ContentEvent, ContentPlace } from './layer-source';

const streamOptions = { objectMode: false, highWaterMark: 256 * 1024 };

/**
 * The content of the entry that begins after so many bytes of an uncompressed archive; holes of sparse files are filled
 * with zeros. Ends the source as soon as it has everything.
 */
export function openTarEntry(archive: AsyncIterable<Buffer>, skipBytes: number): Readable {
  return Readable.from(entryContent(archive, skipBytes), streamOptions);
}

async function* entryContent(archive: AsyncIterable<Buffer>, skipBytes: number): AsyncGenerator<Buffer> {
  let isWhole = false;
  const first = { layer: 0, path: Buffer.alloc(0), block: 0, size: 0 };
  for await (const event of tarContents(withoutStart(archive, skipBytes), [first])) {
    if (event.kind === 'data') yield event.chunk;
    else isWhole = event.kind === 'end';
  }
  if (!isWhole) throw new AppError('data_loss', 'the archive has no whole file at this place');
}

async function* withoutStart(archive: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let skip = bytes;
  for await (const chunk of archive) {
    if (chunk.length > skip) yield skip > 0 ? chunk.subarray(skip) : chunk;
    skip = Math.max(0, skip - chunk.length);
  }
}

/** Contents of the entries at these places, in one pass over an uncompressed archive from its beginning. */
export async function* tarContents(
  archive: AsyncIterable<Buffer>,
  places: readonly ContentPlace[],
): AsyncGenerator<ContentEvent> {
  const taker = new EntryTaker(places);
  for await (const chunk of archive) {
    taker.write(chunk);
    yield* taker.take();
    if (taker.isDone) return;
  }
}

/** The same where every file can be opened by itself. */
export async function* openedContents(
  places: readonly ContentPlace[],
  open: (place: ContentPlace) => Promise<Readable>,
): AsyncGenerator<ContentEvent> {
  for (const place of places) {
    const content = await open(place);
    yield { kind: 'start', place };
    for await (const chunk of content as AsyncIterable<Buffer>) yield { kind: 'data', chunk };
    yield { kind: 'end' };
  }
}

interface Queued {
  readonly event: ContentEvent;
  readonly expander: SparseExpander | undefined;
}

/** Turns the wanted entries of an archive into events. */
class EntryTaker {
  readonly #wanted: Map<number, ContentPlace>;
  readonly #parser = new TarParser((entry) => this.#open(entry));
  #queue: Queued[] = [];
  #isOpen = false;

  constructor(places: readonly ContentPlace[]) {
    this.#wanted = new Map(places.map((place) => [place.block * blockBytes, place]));
  }

  get isDone(): boolean {
    return this.#wanted.size === 0 && !this.#isOpen;
  }

  write(chunk: Buffer): void {
    this.#parser.write(chunk);
  }

  /** Holes are filled here, as fast as they are taken: a sparse file may claim a terabyte. */
  *take(): Generator<ContentEvent> {
    const queue = this.#queue;
    this.#queue = [];
    for (const { event, expander } of queue) {
      if (expander && event.kind === 'data') {
        for (const chunk of expander.expand(event.chunk)) yield { kind: 'data', chunk };
      } else {
        if (expander && event.kind === 'end')
          for (const chunk of expander.end()) yield { kind: 'data', chunk };
        yield event;
      }
    }
  }

  #open(entry: TarEntry): TarBody | undefined {
    const place = this.#wanted.get(entry.offset);
    if (!place || entry.kind !== 'file') return undefined;
    this.#wanted.delete(entry.offset);
    this.#isOpen = true;
    const expander = entry.sparse && new SparseExpander(entry.sparse, entry.size);
    const put = (event: ContentEvent): void => void this.#queue.push({ event, expander });
    put({ kind: 'start', place });
    return {
      // Parts of a chunk stay good: the input is not written to again.
      write: (chunk) => put({ kind: 'data', chunk }),
      end: () => {
        put({ kind: 'end' });
        this.#isOpen = false;
      },
    };
  }
}
