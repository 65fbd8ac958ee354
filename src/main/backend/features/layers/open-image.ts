import { randomBytes } from 'node:crypto';
import type { Analysis, ImageLocation, LayerSummary } from '../../../../common/contract/layer-analysis';
import { AppError, isCanceled, toAppError, toWireError, type WireError } from '../../../../common/errors';
import type { DiffId } from '../../../../common/oci/digest';
import type { ImageConfig } from '../../../../common/oci/image-config';
import { formatPlatform } from '../../../../common/oci/image-manifest';
import type { JobContext } from '../../jobs/job-registry';
import { type HistoryLine, historyLines, layerInstructions } from '../../layers/dockerfile/history-lines';
import type { LayerCache } from '../../layers/index/layer-cache';
import type { LayerIndex } from '../../layers/index/layer-index';
import { readImage } from '../../layers/read-image';
import type { FailedAttempt } from '../../layers/source/engine-source';
import type { LayerSource } from '../../layers/source/layer-source';
import { analyzeStack, type StackAnalysis } from '../../layers/stack/stack-analysis';
import { Wakeup } from '../../platform/wakeup';
import { openSource, type SourceDeps } from './open-source';
import { SecretFindings } from './secret-findings';
import { SourceUse } from './source-use';
import { toFigures, toTotals } from './to-figures';

export interface OpenImageDeps extends SourceDeps {
  readonly cache: LayerCache;
  readonly now: () => number;
  /** Whether engines may be read from their own store. */
  readonly fastPath: () => boolean;
}

/** What is known of one layer while the image is read. */
interface LayerProgress {
  index: LayerIndex | undefined;
  fromCache: boolean;
  readBytes: number;
}

/** One image that somebody looks at: what is known of it grows while its layers are read. */
export class OpenImage {
  readonly id = randomBytes(9).toString('base64url');
  readonly key: string;
  readonly location: ImageLocation;
  readonly changed = new Wakeup();
  readonly startedAt: number;
  jobId: string | undefined;
  readonly #deps: OpenImageDeps;
  #state: Analysis['state'] = 'opening';
  #error: WireError | undefined;
  #source: SourceUse | undefined;
  #attempts: readonly FailedAttempt[] = [];
  #layers: LayerProgress[] = [];
  #stack: StackAnalysis | undefined;
  #findings: SecretFindings | undefined;
  #cacheError: WireError | undefined;
  #durationMs: number | undefined;

  constructor(key: string, location: ImageLocation, deps: OpenImageDeps) {
    this.key = key;
    this.location = location;
    this.#deps = deps;
    this.startedAt = deps.now();
  }

  get state(): Analysis['state'] {
    return this.#state;
  }

  /** Nodes in memory, for the bound over all images. */
  get weight(): number {
    return this.#layers.reduce((sum, { index }) => sum + (index?.count ?? 0), 0);
  }

  /** @throws AppError failed_precondition while layers are missing */
  requireStack(): StackAnalysis {
    if (this.#stack) return this.#stack;
    throw new AppError('failed_precondition', 'the layers of the image are not all read yet');
  }

  /** The index of a layer as soon as it is ready. */
  layerIndex(layer: number): LayerIndex | undefined {
    return this.#layers[layer]?.index;
  }

  /** The opened source, for contents. @throws AppError failed_precondition */
  requireSource(): SourceUse {
    if (this.#source) return this.#source;
    throw new AppError('failed_precondition', 'the image is not open yet');
  }

  /** What rules say of hidden files. @throws AppError failed_precondition while layers are missing */
  requireFindings(): SecretFindings {
    this.#findings ??= new SecretFindings(this.requireStack());
    return this.#findings;
  }

  /** @throws AppError failed_precondition */
  requireConfig(): ImageConfig {
    return this.requireSource().source.image.config;
  }

  /** DiffIDs of the layers, base first. @throws AppError failed_precondition */
  diffIds(): readonly DiffId[] {
    return this.requireSource().source.image.layers.map(({ diffId }) => diffId);
  }

  /** The steps that made the image, oldest first. @throws AppError failed_precondition */
  history(): readonly HistoryLine[] {
    const { config, layers } = this.requireSource().source.image;
    return historyLines(config.history, layers.length);
  }

  /** The instruction that made each layer, base first. @throws AppError failed_precondition */
  instructions(): readonly (string | undefined)[] {
    const { length } = this.requireSource().source.image.layers;
    return layerInstructions(this.history(), length).map((line) => line?.text);
  }

  /** The job: opens the image and reads what is missing. */
  async read(context: JobContext): Promise<number> {
    try {
      const started = performance.now();
      await this.#readWithFallback(context);
      this.#durationMs = performance.now() - started;
      this.#become('ready');
      return this.#layers.reduce((sum, { readBytes }) => sum + readBytes, 0);
    } catch (thrown) {
      const isEnd = context.signal.aborted || isCanceled(thrown);
      if (!isEnd) this.#error = context.describeError(thrown);
      this.#become(isEnd ? 'canceled' : 'failed');
      throw isEnd ? new AppError('canceled', 'reading of the layers was canceled') : thrown;
    } finally {
      await this.#source?.idle();
    }
  }

  snapshot(): Analysis {
    const image = this.#source?.source.image;
    const config = image?.config;
    return {
      analysisId: this.id,
      location: this.location,
      state: this.#state,
      error: this.#error,
      jobId: this.jobId,
      method: this.#source?.source.method,
      attempts: this.#attempts.map(({ method, error }) => ({ method, error: toWireError(error) })),
      imageId: image?.id,
      references: image?.references ?? [],
      platform: config && formatPlatform(config),
      createdAt: config?.createdAt,
      author: config?.author,
      runtime: config?.runtime,
      layers: this.#layerSummaries(),
      totals: this.#stack && toTotals(this.#stack.totals),
      choices: [...(this.#source?.source.choices ?? [])],
      cacheError: this.#cacheError,
      startedAt: this.startedAt,
      durationMs: this.#durationMs,
    };
  }

  async dispose(): Promise<void> {
    this.#stack = undefined;
    this.#findings = undefined;
    await this.#source?.dispose();
  }

  /** A fast way that breaks in the middle is no reason to fail: `docker save` gives the same. */
  async #readWithFallback(context: JobContext): Promise<void> {
    const fastPath = this.#deps.fastPath();
    const { source, attempts } = await openSource(this.#deps, this.location, fastPath, context.signal);
    this.#attempts = attempts;
    try {
      await this.#readFrom(source, context);
    } catch (thrown) {
      const isFast = this.location.kind === 'engine' && source.method !== 'save';
      if (!isFast || context.signal.aborted || isCanceled(thrown)) throw thrown;
      this.#attempts = [...attempts, { method: source.method, error: toAppError(thrown) }];
      await source.dispose().catch(() => undefined);
      const second = await openSource(this.#deps, this.location, false, context.signal);
      await this.#readFrom(second.source, context);
    }
  }

  async #readFrom(source: LayerSource, context: JobContext): Promise<void> {
    this.#source = new SourceUse(source, this.#deps.logger);
    this.#layers = source.image.layers.map(() => ({ index: undefined, fromCache: false, readBytes: 0 }));
    this.#become('reading');
    const listener = {
      progress: (layer: number, bytes: number) => this.#update(context, layer, { readBytes: bytes }),
      layer: (layer: number, index: LayerIndex, fromCache: boolean) =>
        this.#update(context, layer, { index, fromCache }),
    };
    const { layers, cacheError } = await readImage(source, this.#deps.cache, listener, context.signal);
    this.#cacheError = cacheError && toWireError(cacheError);
    this.#stack = await analyzeStack(layers, context.signal);
  }

  #update(context: JobContext, layer: number, change: Partial<LayerProgress>): void {
    Object.assign(this.#layers[layer] ?? {}, change);
    const bytes = this.#layers.reduce((sum, { readBytes }) => sum + readBytes, 0);
    const done = this.#layers.filter(({ index }) => index !== undefined).length;
    context.progress({ kind: 'layers', done, total: this.#layers.length, bytes });
    this.changed.wake();
  }

  #become(state: Analysis['state']): void {
    this.#state = state;
    this.changed.wake();
  }

  #layerSummaries(): LayerSummary[] {
    const image = this.#source?.source.image;
    if (!image) return [];
    const count = image.layers.length;
    const instructions = layerInstructions(historyLines(image.config.history, count), count);
    return image.layers.map(({ diffId, digest, compressedBytes, mediaType }, number) => {
      const known = this.#layers[number];
      const line = instructions[number];
      return {
        ...{ number, diffId, digest, compressedBytes, mediaType },
        state: known?.index ? 'ready' : known?.readBytes ? 'reading' : 'waiting',
        fromCache: known?.fromCache ?? false,
        readBytes: known?.readBytes ?? 0,
        createdBy: line?.text,
        createdAt: line?.createdAt,
        storedBytes: known?.index?.totals.bytes,
        files: known?.index?.totals.files,
        archiveBytes: known?.index?.totals.archiveBytes,
        problems: [...(known?.index?.problems ?? [])],
        figures: this.#stack && toFigures(this.#stack, number),
      };
    });
  }
}
