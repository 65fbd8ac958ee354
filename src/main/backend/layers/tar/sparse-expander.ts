import { AppError } from '../../../../common/errors';
import type { SparseMap, SparseSegment } from './tar-entry';

const zeros = Buffer.alloc(256 * 1024);
/** The map at the beginning of a body (pax 1.0). */
const maxMapBytes = 16 * 1024 * 1024;

/** Turns the stored parts of a sparse file into the whole file. */
export class SparseExpander {
  readonly #size: number;
  #segments: readonly SparseSegment[] | undefined;
  #map = Buffer.alloc(0);
  #segment = 0;
  /** Bytes of the present segment that have come. */
  #inSegment = 0;
  #position = 0;

  constructor(map: SparseMap, size: number) {
    this.#segments = map.segments;
    this.#size = size;
  }

  *expand(chunk: Buffer): Generator<Buffer> {
    let rest: Buffer | undefined = chunk;
    if (!this.#segments) rest = this.#readMap(chunk);
    while (rest && rest.length > 0) {
      const segment = this.#segments?.[this.#segment];
      if (!segment) return;
      const [offset, length] = segment;
      yield* this.#fill(offset + this.#inSegment);
      const taken = rest.subarray(0, length - this.#inSegment);
      if (taken.length > 0) yield taken;
      this.#position += taken.length;
      this.#inSegment += taken.length;
      rest = rest.subarray(taken.length);
      if (this.#inSegment < length) continue;
      this.#segment += 1;
      this.#inSegment = 0;
    }
  }

  *end(): Generator<Buffer> {
    yield* this.#fill(this.#size);
  }

  *#fill(to: number): Generator<Buffer> {
    while (this.#position < to) {
      const part = zeros.subarray(0, Math.min(zeros.length, to - this.#position));
      yield part;
      this.#position += part.length;
    }
  }

  /** Decimal numbers, one per line: how many segments, then offset and length of each; padded to whole blocks. */
  #readMap(chunk: Buffer): Buffer | undefined {
    this.#map = Buffer.concat([this.#map, chunk]);
    if (this.#map.length > maxMapBytes)
      throw new AppError('data_loss', 'the map of a sparse file is too long');
    const numbers: number[] = [];
    let at = 0;
    for (let end = this.#map.indexOf(10); end >= 0; end = this.#map.indexOf(10, at)) {
      const number = Number(this.#map.toString('latin1', at, end));
      if (!Number.isSafeInteger(number) || number < 0)
        throw new AppError('data_loss', 'the map of a sparse file is malformed');
      numbers.push(number);
      at = end + 1;
      if (numbers.length === 1 + 2 * (numbers[0] ?? 0)) break;
    }
    const isWhole = numbers.length > 0 && numbers.length === 1 + 2 * (numbers[0] ?? 0);
    const bodyStart = Math.ceil(at / 512) * 512;
    if (!isWhole || this.#map.length < bodyStart) return undefined;
    this.#segments = Array.from(
      { length: numbers[0] ?? 0 },
      (_, index) => [numbers[1 + 2 * index] ?? 0, numbers[2 + 2 * index] ?? 0] as const,
    );
    return this.#map.subarray(bodyStart);
  }
}
