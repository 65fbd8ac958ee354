import { createHash } from 'node:crypto';
import { bytesOf, storedBytes, supersededBit } from '../../../src/main/backend/layers/index/layer-index';
import { kindName } from '../../../src/main/backend/layers/index/node-kind';
import type { LayerSource } from '../../../src/main/backend/layers/source/layer-source';
import { mergedPathBytes } from '../../../src/main/backend/layers/stack/find-merged-path';
import type { StackAnalysis } from '../../../src/main/backend/layers/stack/stack-analysis';
import { isShown } from '../../../src/main/backend/layers/stack/stack-state';
import { TarParser } from '../../../src/main/backend/layers/tar/tar-parser';

/** One path of a file system, as one line; hard links are files like any other. */
export type TreeLines = ReadonlyMap<string, string>;

interface Facts {
  readonly kind: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly link: string;
  readonly size: number;
  readonly hash: string;
}

function line({ kind, mode, uid, gid, link, size, hash }: Facts): string {
  // Nobody can set the mode of a symbolic link; archives have what they like.
  const bits = kind === 'symlink' ? '' : mode.toString(8);
  return `${kind} ${bits} ${uid}:${gid} ${size} ${link} ${hash}`;
}

/** What can be seen of an image, with the content of every file. Paths are latin1 of their bytes. */
export async function finalTree(
  stack: StackAnalysis,
  source: LayerSource,
  withContent = true,
): Promise<TreeLines> {
  const lines = new Map<string, string>();
  const { layers, tree, final, links } = stack;
  for (let merged = 1; merged < tree.count; merged += 1) {
    if (!isShown(final, merged)) continue;
    const number = final.shownLayer[merged] ?? 0;
    const node = final.shownNode[merged] ?? 0;
    const layer = layers[number];
    if (!layer) throw new Error('no such layer');
    const kind = kindName(layer.flags[node] ?? 0);
    const content = links.contentOf(number, node);
    const size =
      content && content.file < supersededBit ? storedBytes(layers[content.layer] ?? layer, content.file) : 0;
    const hash = content && withContent ? await hashOf(stack, source, content) : '';
    lines.set(
      mergedPathBytes(tree, merged).toString('latin1'),
      line({
        kind: content ? 'file' : kind,
        mode: layer.mode[node] ?? 0,
        uid: layer.uid[node] ?? 0,
        gid: layer.gid[node] ?? 0,
        link: Buffer.from(bytesOf(layer.links, node) ?? []).toString('latin1'),
        size,
        hash,
      }),
    );
  }
  return lines;
}

async function hashOf(
  { layers, tree }: StackAnalysis,
  source: LayerSource,
  content: { readonly layer: number; readonly file: number },
): Promise<string> {
  const layer = layers[content.layer];
  const map = tree.toMerged[content.layer];
  if (!layer || !map) throw new Error('no such layer');
  const place = {
    layer: content.layer,
    path: mergedPathBytes(tree, map[content.file] ?? 0),
    block: layer.block[content.file] ?? 0,
    size: layer.size[content.file] ?? 0,
  };
  const hash = createHash('sha256');
  for await (const chunk of await source.open(place, AbortSignal.timeout(60_000)))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The same of an archive that an engine exported. */
export async function exportedTree(archive: AsyncIterable<Buffer>): Promise<TreeLines> {
  const lines = new Map<string, string>();
  const facts = new Map<string, Facts>();
  const parser = new TarParser((entry) => {
    const path = entry.name
      .toString('latin1')
      .replace(/^\.?\//, '')
      .replace(/\/$/, '');
    const link = entry.linkName?.toString('latin1') ?? '';
    const hash = createHash('sha256');
    if (entry.kind === 'hardlink') {
      const target = facts.get(link.replace(/^\.?\//, ''));
      if (target) facts.set(path, target);
      return undefined;
    }
    const { kind, mode, uid, gid, size } = entry;
    return {
      write: (chunk) => void hash.update(chunk),
      end: () => {
        const digest = kind === 'file' ? hash.digest('hex') : '';
        if (path !== '') facts.set(path, { kind, mode, uid, gid, link, size, hash: digest });
      },
    };
  });
  for await (const chunk of archive) parser.write(chunk);
  parser.end();
  for (const [path, known] of facts) lines.set(path, line(known));
  return lines;
}
