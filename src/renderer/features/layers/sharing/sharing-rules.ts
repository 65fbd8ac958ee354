import type { Sharing } from '../../../../common/contract/layer-findings';

/** Layers that exactly the same images have: one column of the matrix. */
export interface LayerGroup {
  /** A, B, … Z, AA: by saved bytes, most first. */
  readonly name: string;
  /** Rows of `sharing.layers`. */
  readonly layers: readonly number[];
  readonly bytes: number;
  /** Ids. */
  readonly images: readonly string[];
  /** What one copy for each image would take more. */
  readonly savedBytes: number;
}

export interface SharingRow {
  readonly image: Sharing['images'][number];
  /** Positions in the list of groups. */
  readonly groups: ReadonlySet<number>;
}

export type SharingSort = 'groups' | 'size' | 'unique' | 'name';

/** A, …, Z, AA, AB, … */
export function groupName(position: number): string {
  const letter = String.fromCharCode(65 + (position % 26));
  return position < 26 ? letter : groupName(Math.floor(position / 26) - 1) + letter;
}

/** Groups of shared layers; layers of one image alone are in none. */
export function toGroups({ images, layers }: Sharing): readonly LayerGroup[] {
  const users = layers.map((): string[] => []);
  for (const { id, layers: own } of images) for (const layer of new Set(own)) users[layer]?.push(id);
  const bySet = new Map<string, number[]>();
  for (const [layer, ids] of users.entries()) {
    if (ids.length < 2) continue;
    const key = ids.join(' ');
    bySet.set(key, [...(bySet.get(key) ?? []), layer]);
  }
  return [...bySet.values()]
    .map((own) => {
      const ids = users[own[0] ?? 0] ?? [];
      const bytes = own.reduce((sum, layer) => sum + (layers[layer]?.bytes ?? 0), 0);
      return { layers: own, bytes, images: ids, savedBytes: bytes * (ids.length - 1) };
    })
    .sort((a, b) => b.savedBytes - a.savedBytes)
    .map((group, position) => ({ name: groupName(position), ...group }));
}

const nameOf = ({ tags, id }: Sharing['images'][number]): string => tags[0] ?? id;

/** Rows in an order; images of the same groups stand together in `groups`. */
export function toRows(
  sharing: Sharing,
  groups: readonly LayerGroup[],
  sort: SharingSort,
  filter: string,
): readonly SharingRow[] {
  const byImage = new Map<string, Set<number>>(sharing.images.map(({ id }) => [id, new Set()]));
  for (const [position, { images }] of groups.entries())
    for (const id of images) byImage.get(id)?.add(position);
  const text = filter.trim().toLowerCase();
  const rows = sharing.images
    .filter(
      (image) => text === '' || [image.id, ...image.tags].some((name) => name.toLowerCase().includes(text)),
    )
    .map((image) => ({ image, groups: byImage.get(image.id) ?? new Set<number>() }));
  const key = (row: SharingRow): string =>
    [...row.groups].map((group) => String(group).padStart(6, '0')).join(' ') || 'none';
  const byName = (a: SharingRow, b: SharingRow): number => nameOf(a.image).localeCompare(nameOf(b.image));
  const orders: Readonly<Record<SharingSort, (a: SharingRow, b: SharingRow) => number>> = {
    groups: (a, b) => key(a).localeCompare(key(b)) || byName(a, b),
    size: (a, b) => b.image.sizeBytes - a.image.sizeBytes || byName(a, b),
    unique: (a, b) => b.image.uniqueBytes - a.image.uniqueBytes || byName(a, b),
    name: byName,
  };
  return rows.sort(orders[sort]);
}

/** Bytes of all layers, each once; and how many say none. */
export function layerSum({ layers }: Sharing): { readonly bytes: number; readonly unknown: number } {
  return {
    bytes: layers.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    unknown: layers.filter(({ bytes }) => bytes === undefined).length,
  };
}
