import { type LayerIndex, nodeName } from '../../../src/main/backend/layers/index/layer-index';
import { formatName } from '../../../src/main/backend/layers/index/tar-path';
import {
  LayerReader,
  type LayerReaderOptions,
  type LayerReading,
} from '../../../src/main/backend/layers/layer-reader';
import { createPlatform } from '../../../src/main/backend/platform/create-platform';
import { type TarSpec, tarBytes } from './tar-bytes';

const { commands } = createPlatform({ env: { PATH: process.env.PATH } });

/** Reads the archive of a layer, in chunks of this size. */
export async function readLayer(
  archive: Buffer,
  options: Partial<LayerReaderOptions> & { readonly chunkSize?: number } = {},
): Promise<LayerReading> {
  const reader = new LayerReader({ commands, ...options });
  const chunkSize = options.chunkSize ?? 65_536;
  for (let at = 0; at < archive.length; at += chunkSize) {
    if (!reader.write(archive.subarray(at, at + chunkSize))) await reader.ready();
  }
  return reader.end();
}

/** The index of a layer with these entries. */
export async function layerOf(specs: readonly TarSpec[]): Promise<LayerIndex> {
  return (await readLayer(tarBytes(specs))).index;
}

/** Full path of a node, without a leading slash. */
export function pathOf(layer: LayerIndex, node: number): string {
  const parts: string[] = [];
  for (let at = node; at !== 0; at = layer.parent[at] ?? 0) parts.unshift(formatName(nodeName(layer, at)));
  return parts.join('/');
}

/** All nodes but the root, by path. */
export function pathsOf(layer: LayerIndex): readonly string[] {
  return Array.from({ length: layer.count - 1 }, (_, index) => pathOf(layer, index + 1));
}

/** The node at a path; throws when there is none. */
export function nodeAt(layer: LayerIndex, path: string): number {
  const found = pathsOf(layer).indexOf(path);
  if (found < 0) throw new Error(`no ${path} in ${pathsOf(layer).join(', ')}`);
  return found + 1;
}
