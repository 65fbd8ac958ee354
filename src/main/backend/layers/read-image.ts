import { AppError, isAppError } from '../../../common/errors';
import type { DiffId } from '../../../common/oci/digest';
import type { LayerCache } from './index/layer-cache';
import type { LayerIndex } from './index/layer-index';
import type { LayerSource } from './source/layer-source';

/** Hears how reading goes on. */
export interface ImageReadListener {
  /** Bytes of a layer that were read so far. */
  progress(layer: number, bytes: number): void;
  /** A layer can be used. */
  layer(layer: number, index: LayerIndex, fromCache: boolean): void;
}

export interface ImageReadResult {
  /** Base first. */
  readonly layers: readonly LayerIndex[];
  /** Layers that were known already. */
  readonly cachedLayers: number;
  /** Why indexes could not be kept: the image is complete all the same, and will be read again next time. */
  readonly cacheError: AppError | undefined;
}

/**
 * All layers of an image: from the cache where they are known, else from the source.
 * @throws AppError canceled, data_loss, ... as the source does
 */
export async function readImage(
  source: LayerSource,
  cache: LayerCache | undefined,
  listener: ImageReadListener,
  signal: AbortSignal,
): Promise<ImageReadResult> {
  const gathering = new Gathering(source, cache, listener);
  await gathering.loadKnown(signal);
  const missing = gathering.missing();
  if (missing.size > 0) {
    const sink = {
      progress: (layer: number, bytes: number) => listener.progress(layer, bytes),
      done: (layer: number, index: LayerIndex) => gathering.take(layer, index),
    };
    await source.read(missing, sink, signal).finally(() => gathering.settle());
  }
  return gathering.finish();
}

class Gathering {
  readonly #source: LayerSource;
  readonly #cache: LayerCache | undefined;
  readonly #listener: ImageReadListener;
  readonly #found = new Map<DiffId, LayerIndex>();
  #cachedLayers = 0;
  #saving: Promise<void> = Promise.resolve();
  #cacheError: AppError | undefined;

  constructor(source: LayerSource, cache: LayerCache | undefined, listener: ImageReadListener) {
    this.#source = source;
    this.#cache = cache;
    this.#listener = listener;
  }

  async loadKnown(signal: AbortSignal): Promise<void> {
    for (const [layer, { diffId }] of this.#source.image.layers.entries()) {
      if (signal.aborted) throw new AppError('canceled', 'reading of the layers was canceled');
      const index = this.#found.get(diffId) ?? (await this.#cache?.load(diffId));
      if (!index) continue;
      this.#found.set(diffId, index);
      this.#cachedLayers += 1;
      this.#listener.layer(layer, index, true);
    }
  }

  /** Each diffID once. */
  missing(): ReadonlySet<number> {
    const { layers } = this.#source.image;
    const first = new Map<DiffId, number>();
    for (const [layer, { diffId }] of layers.entries()) {
      if (!this.#found.has(diffId) && !first.has(diffId)) first.set(diffId, layer);
    }
    return new Set(first.values());
  }

  async take(layer: number, index: LayerIndex): Promise<void> {
    const diffId = this.#source.image.layers[layer]?.diffId;
    if (diffId === undefined || this.#found.has(diffId)) return;
    this.#found.set(diffId, index);
    for (const [other, description] of this.#source.image.layers.entries()) {
      if (description.diffId === diffId) this.#listener.layer(other, index, false);
    }
    // One is written while the next one is read; more would only wait in memory.
    await this.#saving;
    this.#saving = this.#save(diffId, index);
  }

  async settle(): Promise<void> {
    await this.#saving;
  }

  finish(): ImageReadResult {
    const layers = this.#source.image.layers.map(({ diffId }) => {
      const index = this.#found.get(diffId);
      if (!index) throw new AppError('data_loss', `the layer ${diffId} did not come`);
      return index;
    });
    return { layers, cachedLayers: this.#cachedLayers, cacheError: this.#cacheError };
  }

  async #save(diffId: DiffId, index: LayerIndex): Promise<void> {
    try {
      await this.#cache?.save(diffId, index);
    } catch (thrown) {
      if (!isAppError(thrown)) throw thrown;
      this.#cacheError ??= thrown;
    }
  }
}
