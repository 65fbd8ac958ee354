import type { Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import type { DiffId, Digest } from '../../../../common/oci/digest';
import { LayerReader, type LayerReaderOptions, type LayerReading } from '../layer-reader';
import { wrongDigest } from './blob-name';

/** What a layer must be to be taken. */
export interface ExpectedLayer {
  readonly diffId: DiffId | undefined;
  readonly digest: Digest | undefined;
}

/**
 * Reads one layer from a stream of its own and checks its digests.
 * @throws AppError data_loss with `expected` and `found` for a wrong digest
 */
export async function readLayerStream(
  stream: Readable,
  expected: ExpectedLayer,
  options: LayerReaderOptions,
  progress: (bytes: number) => void = () => undefined,
): Promise<LayerReading> {
  const reader = new LayerReader(options);
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      options.signal?.throwIfAborted();
      const isReady = reader.write(chunk);
      bytes += chunk.length;
      progress(bytes);
      if (!isReady) await reader.ready();
    }
    const reading = await reader.end();
    checkDigests(reading, expected);
    return reading;
  } catch (thrown) {
    reader.destroy();
    stream.destroy();
    throw options.signal?.aborted ? new AppError('canceled', 'reading of the layers was canceled') : thrown;
  }
}

export function checkDigests(reading: LayerReading, { diffId, digest }: ExpectedLayer): void {
  if (digest?.startsWith('sha256:') && digest !== reading.digest)
    throw wrongDigest('a layer', digest, reading.digest);
  if (diffId?.startsWith('sha256:') && diffId !== reading.diffId) {
    throw wrongDigest("a layer's uncompressed archive", diffId, reading.diffId);
  }
}
