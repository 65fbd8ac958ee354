import type { Analysis, ImageLocation } from '../../../../common/contract/layer-analysis';
import { AppError } from '../../../../common/errors';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { JobRegistry } from '../../jobs/job-registry';
import { delay } from '../../platform/abort';
import { OpenImage, type OpenImageDeps } from './open-image';
import { identify } from './open-source';

/** Images and paths that are kept open; the one that was used longest ago goes first. */
const maxImages = 8;
const maxWeight = 4_000_000;
/** Between two messages of a watch, in milliseconds. */
const watchMs = 100;

export interface ImageStoreDeps extends OpenImageDeps {
  readonly engines: EngineRegistry;
  readonly jobs: JobRegistry;
  /** Told of every image that is closed, before what it holds is freed. */
  readonly closed?: (image: OpenImage) => void;
}

/** All images that are open, the last used one at the end. */
export class ImageStore {
  readonly #deps: ImageStoreDeps;
  readonly #images = new Map<string, OpenImage>();
  readonly #watchers = new Map<string, number>();

  constructor(deps: ImageStoreDeps) {
    this.#deps = deps;
  }

  /** The image if it is open and whole, else a new one with the job that reads it. */
  async open(location: ImageLocation, fresh: boolean, signal: AbortSignal): Promise<OpenImage> {
    const key = await identify(this.#deps, location, signal);
    const known = [...this.#images.values()].find((image) => image.key === key);
    const isUsable = known && known.state !== 'failed' && known.state !== 'canceled';
    if (isUsable && !fresh) return this.#touch(known);
    const image = new OpenImage(key, location, this.#deps);
    this.#images.set(image.id, image);
    if (known) await this.close(known.id);
    const job = this.#deps.jobs.start({
      kind: 'image.layers',
      engineId: location.kind === 'engine' ? location.engineId : undefined,
      subjects: [{ id: image.id, name: nameOf(location) }],
      work: async (context) => ({ kind: 'bytes', bytes: await image.read(context) }),
    });
    image.jobId = job.id;
    await this.#evict(image);
    return image;
  }

  /** @throws AppError not_found */
  get(id: string): OpenImage {
    const image = this.#images.get(id);
    if (image) return this.#touch(image);
    throw new AppError('not_found', 'this image is not open any more', { details: { analysisId: id } });
  }

  async *watch(id: string, signal: AbortSignal): AsyncGenerator<Analysis> {
    const image = this.get(id);
    this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
    try {
      for (;;) {
        // Asked for before the snapshot: no change can fall in between.
        const changed = image.changed.sleep(signal);
        yield image.snapshot();
        if (signal.aborted || (image.state !== 'opening' && image.state !== 'reading')) return;
        await changed;
        await delay(watchMs, signal);
      }
    } finally {
      this.#watchers.set(id, (this.#watchers.get(id) ?? 1) - 1);
    }
  }

  async close(id: string): Promise<void> {
    const image = this.#images.get(id);
    this.#images.delete(id);
    this.#watchers.delete(id);
    if (!image) return;
    this.#deps.closed?.(image);
    await image.dispose();
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#images.keys()].map((id) => this.close(id)));
  }

  #touch(image: OpenImage): OpenImage {
    this.#images.delete(image.id);
    this.#images.set(image.id, image);
    return image;
  }

  async #evict(newest: OpenImage): Promise<void> {
    const images = [...this.#images.values()];
    let weight = images.reduce((sum, image) => sum + image.weight, 0);
    for (const image of images) {
      if (this.#images.size <= maxImages && weight <= maxWeight) return;
      const isBusy = image === newest || image.state === 'reading' || image.state === 'opening';
      if (isBusy || (this.#watchers.get(image.id) ?? 0) > 0) continue;
      weight -= image.weight;
      await this.close(image.id);
    }
  }
}

function nameOf(location: ImageLocation): string {
  switch (location.kind) {
    case 'engine':
      return location.image;
    case 'registry':
      return location.reference;
    default:
      return location.path.split(/[\\/]/).at(-1) ?? location.path;
  }
}
