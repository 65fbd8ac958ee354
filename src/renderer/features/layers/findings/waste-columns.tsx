import type { WasteRow } from '../../../../common/contract/layer-findings';
import { BytesCell } from '../../../components/data-table/cells';
import type { WindowColumn } from '../../../components/window-table';
import type { Format, Messages } from '../../../lib/messages';
import { InstructionText, LayerNumber, PathText } from './cells';
import { HowMark } from './how-mark';

/** Columns of the wasted paths. `largest`: bytes of a whole bar. */
export function wasteColumns(
  { findings }: Messages,
  format: Format,
  largest: number,
): readonly WindowColumn<WasteRow>[] {
  const { columns } = findings.waste;
  return [
    {
      id: 'bytes',
      header: columns.bytes,
      track: '148px',
      align: 'end',
      cell: ({ bytes }) => (
        <BytesCell
          text={format.bytes(bytes)}
          exact={format.exactBytes(bytes)}
          share={largest > 0 ? bytes / largest : 0}
          color="waste"
        />
      ),
    },
    {
      id: 'path',
      header: columns.path,
      track: 'minmax(200px, 2fr)',
      cell: ({ path }) => <PathText path={path} />,
    },
    { id: 'how', header: columns.how, track: '204px', cell: ({ how }) => <HowMark how={how} /> },
    { id: 'layer', header: columns.layer, track: '92px', cell: ({ layer }) => <LayerNumber layer={layer} /> },
    {
      id: 'by',
      header: columns.by,
      track: 'minmax(160px, 1.4fr)',
      cell: ({ by, createdBy }) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="tabular shrink-0 text-ink-3">{by + 1}</span>
          <InstructionText createdBy={createdBy} />
        </span>
      ),
    },
  ];
}
