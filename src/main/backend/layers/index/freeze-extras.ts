import type { LayerBuilder } from './layer-builder';
import type { LayerExtras } from './layer-extras';
import { type LayerColumns, type NodeBytes, noNode, supersededBit } from './layer-index';
import { kindMask, nodeKinds, sparseFlag, xattrFlag } from './node-kind';

type Extras = Pick<LayerColumns, 'links' | 'hardlinks' | 'xattrs' | 'devices' | 'sparse' | 'superseded'>;

/** Some nodes by place, with the numbers that they had while the layer was read. */
type Places = readonly (readonly [place: number, node: number])[];

/** What only some nodes have, by their final places. */
export function collectExtras(
  builder: LayerBuilder,
  order: Uint32Array,
  { flags, count }: { readonly flags: Uint16Array; readonly count: number },
): Extras {
  const { extras, tree, problems } = builder;
  const symlinks: number[] = [];
  const hardlinks: number[] = [];
  const rare: [number, number][] = [];
  for (let place = 0; place < count; place += 1) {
    const kind = (flags[place] ?? 0) & kindMask;
    if (kind === nodeKinds.symlink) symlinks.push(place);
    else if (kind === nodeKinds.hardlink) hardlinks.push(place);
    const isDevice = kind === nodeKinds.character_device || kind === nodeKinds.block_device;
    if (isDevice || (flags[place] ?? 0) & (xattrFlag | sparseFlag)) rare.push([place, order[place] ?? 0]);
  }
  const numberOf = (place: number): number => tree.columns.size[order[place] ?? 0] ?? 0;
  const unresolved = hardlinks.filter((place) => extras.linkTargets[numberOf(place)] === noNode);
  for (const place of unresolved) problems.add('link_unresolved', tree.path(order[place] ?? 0));
  const withText = unresolved.length === 0 ? symlinks : [...symlinks, ...unresolved].sort((a, b) => a - b);
  return {
    links: collectLinks(extras, withText, numberOf),
    hardlinks: collectHardlinks(extras, hardlinks, numberOf, order),
    ...collectRare(extras, rare),
    superseded: collectSuperseded(extras),
  };
}

function collectLinks(
  extras: LayerExtras,
  places: readonly number[],
  numberOf: (place: number) => number,
): NodeBytes {
  const starts = new Uint32Array(places.length + 1);
  places.forEach((place, index) => {
    starts[index + 1] = (starts[index] ?? 0) + extras.link(numberOf(place)).length;
  });
  const bytes = Buffer.alloc(starts[places.length] ?? 0);
  places.forEach((place, index) => void extras.link(numberOf(place)).copy(bytes, starts[index]));
  return { nodes: Uint32Array.from(places), starts, bytes };
}

function collectHardlinks(
  extras: LayerExtras,
  places: readonly number[],
  numberOf: (place: number) => number,
  order: Uint32Array,
): Extras['hardlinks'] {
  const nodes = Uint32Array.from(places);
  if (places.length === 0) return { nodes, targets: nodes };
  const placeOf = new Uint32Array(order.reduce((highest, node) => Math.max(highest, node), 0) + 1);
  order.forEach((node, place) => {
    placeOf[node] = place;
  });
  const targets = nodes.map((place) => {
    const target = extras.linkTargets[numberOf(place)] ?? noNode;
    return target >= supersededBit ? target : (placeOf[target] ?? noNode);
  });
  return { nodes, targets };
}

function collectRare(extras: LayerExtras, rare: Places): Pick<Extras, 'xattrs' | 'devices' | 'sparse'> {
  const withXattrs = rare.filter(([, node]) => extras.xattrs.has(node));
  const devices = rare.filter(([, node]) => extras.devices.has(node));
  const sparse = rare.filter(([, node]) => extras.sparse.has(node));
  const { starts, bytes } = joinBytes(extras.xattrSets);
  return {
    xattrs: {
      nodes: placesOf(withXattrs),
      values: Uint32Array.from(withXattrs, ([, node]) => extras.xattrs.get(node) ?? 0),
      starts,
      bytes,
    },
    devices: {
      nodes: placesOf(devices),
      majors: Uint32Array.from(devices, ([, node]) => extras.devices.get(node)?.major ?? 0),
      minors: Uint32Array.from(devices, ([, node]) => extras.devices.get(node)?.minor ?? 0),
    },
    sparse: {
      nodes: placesOf(sparse),
      stored: Float64Array.from(sparse, ([, node]) => extras.sparse.get(node) ?? 0),
    },
  };
}

function placesOf(places: Places): Uint32Array {
  return Uint32Array.from(places, ([place]) => place);
}

function collectSuperseded({ superseded }: LayerExtras): Extras['superseded'] {
  const { starts, bytes } = joinBytes(superseded.map(({ path }) => path));
  return {
    starts,
    paths: bytes,
    stored: Float64Array.from(superseded, ({ stored }) => stored),
    block: Uint32Array.from(superseded, ({ block }) => block),
  };
}

function joinBytes(parts: readonly Uint8Array[]): { starts: Uint32Array; bytes: Uint8Array } {
  const starts = new Uint32Array(parts.length + 1);
  parts.forEach((part, index) => {
    starts[index + 1] = (starts[index] ?? 0) + part.length;
  });
  return { starts, bytes: Buffer.concat(parts) };
}
