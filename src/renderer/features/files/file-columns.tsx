import { File, FileSymlink, Folder } from 'lucide-react';
import type { FileEntry } from '../../../common/contract/files';
import type { WindowColumn } from '../../components/window-table';
import { toModeText } from '../../files/tree/mode-text';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';

export type FileSort = 'name' | 'size' | 'modified';

const tones: Readonly<Record<string, string>> = {
  added: 'text-ok',
  content: 'text-warn',
  metadata: 'text-warn',
  type: 'text-warn',
};
const signs: Readonly<Record<string, string>> = { added: '+', content: '~', metadata: 'm', type: 't' };

const isFolder = ({ kind }: FileEntry): boolean => kind === 'directory';

/** Folders first; what is equal by name. */
export function sortEntries(entries: readonly FileEntry[], sort: FileSort): readonly FileEntry[] {
  return entries.toSorted((left, right) => {
    const folders = Number(isFolder(right)) - Number(isFolder(left));
    if (folders !== 0) return folders;
    const bySize = sort === 'size' ? right.sizeBytes - left.sizeBytes : 0;
    const byTime = sort === 'modified' ? (right.modifiedAt ?? 0) - (left.modifiedAt ?? 0) : 0;
    return bySize || byTime || (left.name < right.name ? -1 : left.name > right.name ? 1 : 0);
  });
}

const Name = ({ entry }: { readonly entry: FileEntry }) => {
  const { layers } = useMessages();
  const Icon = isFolder(entry) ? Folder : entry.kind === 'symlink' ? FileSymlink : File;
  const { mark = '' } = entry;
  return (
    <span className="flex min-w-0 items-center gap-1.5 font-mono text-sm">
      <span aria-hidden className={`w-3 shrink-0 font-bold ${tones[mark] ?? ''}`}>
        {signs[mark] ?? ''}
      </span>
      {entry.mark ? <span className="sr-only">{layers.marks[entry.mark]}</span> : undefined}
      <Icon aria-hidden size={14} className="shrink-0 text-ink-3" />
      <span className="truncate whitespace-pre" title={entry.mark && layers.marks[entry.mark]}>
        {toVisibleText(entry.name)}
      </span>
      {entry.linkTarget === undefined ? undefined : (
        <span className="truncate text-ink-3">→ {toVisibleText(entry.linkTarget)}</span>
      )}
    </span>
  );
};

/** Columns of the list of files. */
export function useFileColumns(
  sort: FileSort,
  setSort: (sort: FileSort) => void,
): readonly WindowColumn<FileEntry>[] {
  const { columns } = useMessages().files;
  const format = useFormat();
  const sorted = (by: FileSort) => ({ active: sort === by, onSort: () => setSort(by) });
  return [
    {
      id: 'name',
      header: columns.name,
      track: 'minmax(220px, 1fr)',
      sort: sorted('name'),
      cell: (entry) => <Name entry={entry} />,
    },
    {
      id: 'size',
      header: columns.size,
      track: '96px',
      align: 'end',
      sort: sorted('size'),
      cell: (entry) =>
        entry.kind === 'file' ? (
          <span title={format.exactBytes(entry.sizeBytes)}>{format.bytes(entry.sizeBytes)}</span>
        ) : (
          ''
        ),
    },
    {
      id: 'mode',
      header: columns.mode,
      track: '108px',
      cell: ({ kind, mode }) => (
        <span className="font-mono text-sm text-ink-2">
          {toModeText(kind === 'socket' ? 'fifo' : kind, mode)}
        </span>
      ),
    },
    { id: 'owner', header: columns.owner, track: '92px', cell: ({ uid, gid }) => `${uid}:${gid}` },
    {
      id: 'modified',
      header: columns.modified,
      track: '180px',
      sort: sorted('modified'),
      cell: ({ modifiedAt }) => (modifiedAt === undefined ? '–' : format.dateTime(modifiedAt)),
    },
  ];
}
