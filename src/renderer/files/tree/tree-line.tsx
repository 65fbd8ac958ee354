import {
  ChevronDown,
  ChevronRight,
  CornerDownRight,
  Cpu,
  File,
  FileSymlink,
  Folder,
  type LucideIcon,
} from 'lucide-react';
import { memo } from 'react';
import type { PathMark, TreeRow } from '../../../common/contract/layer-tree';
import { asCell, asRow } from '../../components/data-table/roles';
import type { Format, Messages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { toModeText } from './mode-text';

export const rowHeight = 26;

const icons: Readonly<Record<TreeRow['kind'], LucideIcon>> = {
  file: File,
  hardlink: CornerDownRight,
  symlink: FileSymlink,
  directory: Folder,
  character_device: Cpu,
  block_device: Cpu,
  fifo: CornerDownRight,
};

const signs: Readonly<Record<PathMark, string>> = {
  unchanged: '',
  added: '+',
  content: '~',
  metadata: 'm',
  rewritten: '=',
  type: 't',
  removed: '−',
};

export interface TreeLineProps {
  readonly id: string;
  readonly index: number;
  /** Pixels from the top of the box. */
  readonly top: number;
  readonly row: TreeRow | undefined;
  readonly isActive: boolean;
  /** Bytes that fill the bar. */
  readonly total: number;
  readonly layers: Messages['layers'];
  readonly format: Format;
}

/** What stands behind the name: where its bytes went, or where it leads. */
function toNote(row: TreeRow, { tree, hidden }: Messages['layers'], format: Format): string | undefined {
  if (row.hiddenBy !== undefined && row.hiddenHow !== undefined && row.kind !== 'directory') {
    return hidden[row.hiddenHow](row.hiddenBy + 1);
  }
  if ((row.wastedBytes ?? 0) > 0) return tree.wasted(format.bytes(row.wastedBytes ?? 0));
  if ((row.removedBytes ?? 0) > 0) return tree.frees(format.bytes(row.removedBytes ?? 0));
  return undefined;
}

function toTitle(row: TreeRow, layers: Messages['layers'], format: Format): string {
  const { tree, kinds } = layers;
  return [
    `/${toVisibleText(row.path)}`,
    row.mark === undefined ? kinds[row.kind] : `${kinds[row.kind]} · ${layers.marks[row.mark]}`,
    row.linkTarget === undefined ? '' : `→ ${toVisibleText(row.linkTarget)}`,
    row.modifiedAt === undefined ? '' : format.dateTime(row.modifiedAt),
    row.device ? tree.device(row.device.major, row.device.minor) : '',
    row.sparse && row.sizeBytes !== undefined ? tree.sparse(format.bytes(row.sizeBytes)) : '',
    row.xattrs && row.xattrs.length > 0 ? tree.xattrs(row.xattrs.map(toVisibleText).join(', ')) : '',
    layers.stack.layer(row.layer + 1),
  ]
    .filter(Boolean)
    .join('\n');
}

const NameCell = ({
  row,
  layers,
  format,
}: { readonly row: TreeRow } & Pick<TreeLineProps, 'layers' | 'format'>) => {
  const IconView = icons[row.kind];
  const Expander = row.expanded ? ChevronDown : ChevronRight;
  const note = toNote(row, layers, format);
  const isFlat = row.depth === 1 && row.path.includes('/');
  return (
    <div
      {...asCell()}
      className="lt-name"
      style={{ paddingLeft: (row.depth - 1) * 16 }}
      title={toTitle(row, layers, format)}
    >
      <span className="lt-expander" data-expander={row.expandable || undefined}>
        {row.expandable ? <Expander aria-hidden size={14} /> : undefined}
      </span>
      <IconView aria-hidden size={14} className="shrink-0 text-ink-3" />
      <span className="lt-text">{toVisibleText(isFlat ? row.path : row.name)}</span>
      {row.linkTarget === undefined ? undefined : (
        <span className="lt-quiet">→ {toVisibleText(row.linkTarget)}</span>
      )}
      {note === undefined ? undefined : <span className="lt-note">{note}</span>}
    </div>
  );
};

const Filled = (props: TreeLineProps & { readonly row: TreeRow }) => {
  const { row, total, layers, format } = props;
  const bytes = row.mark === 'removed' ? (row.removedBytes ?? 0) : row.bytes;
  const wasted = Math.min(bytes, row.wastedBytes ?? 0);
  const share = total > 0 ? Math.min(100, (bytes / total) * 100) : 0;
  const isGone = row.mark === 'removed';
  return (
    <>
      <div {...asCell()} className="lt-mark" data-mark={row.mark}>
        {row.mark === undefined ? undefined : (
          <>
            <span aria-hidden>{signs[row.mark]}</span>
            <span className="sr-only">{layers.marks[row.mark]}</span>
          </>
        )}
      </div>
      <NameCell row={row} layers={layers} format={format} />
      <div {...asCell()} className="lt-share">
        <span aria-hidden className="lt-bar">
          <i style={{ width: `${share}%` }} data-gone={isGone || undefined}>
            {wasted > 0 ? <b style={{ width: `${(wasted / bytes) * 100}%` }} /> : undefined}
          </i>
        </span>
      </div>
      <div
        {...asCell()}
        className="lt-number"
        title={row.unmeasured ? layers.tree.unmeasured : format.exactBytes(bytes)}
      >
        {row.unmeasured ? '–' : format.bytes(bytes)}
      </div>
      <div {...asCell()} className="lt-number lt-files">
        {row.files === undefined ? '' : format.number(row.files)}
      </div>
      <div {...asCell()} className="lt-number lt-mono">
        {row.unmeasured ? '–' : toModeText(row.kind, row.mode)}
      </div>
      <div {...asCell()} className="lt-number lt-owner">
        {row.unmeasured ? '–' : `${row.uid}:${row.gid}`}
      </div>
    </>
  );
};

const TreeLineView = (props: TreeLineProps) => {
  const { id, index, top, row, isActive } = props;
  return (
    <div
      id={id}
      {...asRow({
        'aria-rowindex': index + 2,
        'aria-level': row?.depth ?? 1,
        ...(row?.expandable ? { 'aria-expanded': row.expanded } : {}),
        'aria-selected': isActive,
      })}
      data-index={index}
      data-active={isActive || undefined}
      className="lt-line lt-columns"
      style={{ transform: `translateY(${top}px)` }}
    >
      {row ? <Filled {...props} row={row} /> : <div {...asCell()} className="lt-waiting" />}
    </div>
  );
};

/** One path. */
export const TreeLine = memo(TreeLineView);
