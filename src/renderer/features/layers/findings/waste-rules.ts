import type { LayerSummary } from '../../../../common/contract/layer-analysis';
import type { WasteRow } from '../../../../common/contract/layer-findings';

/** Which layer a bar stands for: the one that stores the bytes, or the one that hides them. */
export type WasteGroup = 'storedIn' | 'hiddenBy';

export interface LayerWaste {
  readonly layer: number;
  readonly bytes: number;
  readonly createdBy: string | undefined;
}

/** Bytes of waste per layer, top first; layers without waste are left out. */
export function toLayerWaste(layers: readonly LayerSummary[], group: WasteGroup): readonly LayerWaste[] {
  return layers
    .map(({ number, createdBy, figures }) => ({
      layer: number,
      createdBy,
      bytes:
        group === 'storedIn'
          ? (figures?.wastedBytes ?? 0)
          : (figures?.hides ?? []).reduce((sum, { bytes }) => sum + bytes, 0),
    }))
    .filter(({ bytes }) => bytes > 0)
    .toReversed();
}

const inOneCell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');

/** Rows as text that a spreadsheet takes: bytes, path, how, layers (from 1), instruction. */
export function toWasteText(
  rows: readonly WasteRow[],
  how: Readonly<Record<WasteRow['how'], string>>,
): string {
  return rows
    .map((row) =>
      [row.bytes, row.path, how[row.how], row.layer + 1, row.by + 1, row.createdBy ?? '']
        .map((cell) => inOneCell(String(cell)))
        .join('\t'),
    )
    .join('\n');
}
