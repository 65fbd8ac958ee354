import type { Readable } from 'node:stream';
import type { ImageChoice, ImageDescription } from '../archive/image-layout';
import type { LayerIndex } from '../index/layer-index';

/** Which way the layers came; shown to the user. */
export type SourceMethod =
  /** The engine's own records and layer folders, read as files. */
  | 'layer_store'
  /** The same through the archive endpoint of a container that never runs. */
  | 'layer_store_helper'
  /** Blobs of containerd's content store, read as files. */
  | 'content_store'
  | 'content_store_helper'
  /** The stream of `docker save`. */
  | 'save'
  | 'archive'
  | 'layout'
  | 'registry';

/** Hears of layers as they are read. Numbers count from the base, 0. */
export interface LayerSink {
  /** Bytes read of a layer in all, as they come from the source. */
  progress(layer: number, bytes: number): void;
  /** A layer is complete. It may be told of more than once when an image has it twice. */
  done(layer: number, index: LayerIndex): Promise<void>;
}

/** A file's content in a layer. */
export interface ContentPlace {
  readonly layer: number;
  /** Path without a leading slash, as bytes. */
  readonly path: Buffer;
  /** Where the entry begins in the layer's uncompressed archive, in blocks of 512. */
  readonly block: number;
  /** Of the file. */
  readonly size: number;
}

/** Contents of several files, one after the other, each from `start` to `end`. */
export type ContentEvent =
  | { readonly kind: 'start'; readonly place: ContentPlace }
  | { readonly kind: 'data'; readonly chunk: Buffer }
  | { readonly kind: 'end' };

/** One image, opened somewhere. Nothing is changed where it is; `dispose` leaves nothing behind. */
export interface LayerSource {
  readonly method: SourceMethod;
  readonly image: ImageDescription;
  readonly choices: readonly ImageChoice[];
  /** Reads these layers, in whatever order the source has them. Rejects with `canceled` soon after an abort. */
  read(wanted: ReadonlySet<number>, sink: LayerSink, signal: AbortSignal): Promise<void>;
  /**
   * The content of a regular file. The caller reads as much as it wants and destroys the stream.
   * @throws AppError failed_precondition when this source cannot give contents any more
   */
  open(place: ContentPlace, signal: AbortSignal): Promise<Readable>;
  /** Contents of files of one layer, in the order that costs least. Whoever leaves early ends the reading. */
  contents(layer: number, places: readonly ContentPlace[], signal: AbortSignal): AsyncGenerator<ContentEvent>;
  /** Gives back what it holds on an engine (a helper container); the next use takes it again. */
  release(): Promise<void>;
  dispose(): Promise<void>;
}
