import { useQuery } from '@tanstack/react-query';
import { ArrowUp, Download, FolderOpen, FolderPlus, RefreshCw, Upload } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { FileEntry, FileList } from '../../../common/contract/files';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { PageDrop } from '../../components/page-drop';
import { SkeletonRows } from '../../components/skeleton';
import { WindowTable } from '../../components/window-table';
import { toFileName } from '../../files/view/file-name';
import { useSave } from '../../files/view/use-save';
import { useClient } from '../../lib/client';
import type { ContainerTabProps } from '../../lib/contributions';
import { useHost } from '../../lib/host-services';
import { useErrorView } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { parentOf } from '../../lib/path-id';
import { useApi } from '../../lib/query';
import { toVisibleText } from '../../lib/resources/visible-text';
import { useSearchState } from '../../lib/search-state';
import { type FileSort, sortEntries, useFileColumns } from './file-columns';
import { NewFolderDialog } from './new-folder-dialog';
import { useUpload } from './use-upload';

const FileDialog = lazy(async () => ({ default: (await import('./file-dialog')).FileDialog }));

const Failure = ({ error, onRoot }: { readonly error: unknown; readonly onRoot: () => void }) => {
  const { toRoot } = useMessages().files;
  return <ErrorState {...useErrorView(error)} actions={<Button onClick={onRoot}>{toRoot}</Button>} />;
};

interface ToolbarProps {
  readonly list: FileList;
  readonly chosen: FileEntry | undefined;
  readonly busy: boolean;
  readonly onGo: (path: string) => void;
  readonly onRefresh: () => void;
  readonly onPick: () => void;
  readonly onNewFolder: () => void;
  readonly onDownload: (entry: FileEntry) => void;
}

const Toolbar = (props: ToolbarProps) => {
  const { list, chosen, busy, onGo, onRefresh, onPick, onNewFolder, onDownload } = props;
  const texts = useMessages().files;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <Button icon={ArrowUp} disabled={list.folder === ''} onClick={() => onGo(parentOf(list.folder))}>
        {texts.up}
      </Button>
      <code className="min-w-40 flex-1 truncate text-sm" title={toVisibleText(list.path)}>
        {toVisibleText(list.path)}
      </code>
      <Button icon={RefreshCw} loading={busy} onClick={onRefresh}>
        {texts.refresh}
      </Button>
      <Button icon={Download} disabled={!chosen} onClick={() => (chosen ? onDownload(chosen) : undefined)}>
        {texts.download}
      </Button>
      <Button icon={FolderPlus} onClick={onNewFolder}>
        {texts.newFolder}
      </Button>
      <Button icon={Upload} onClick={onPick}>
        {texts.upload}
      </Button>
    </div>
  );
};

/** The tab: the container's file system, one folder at a time. */
export const FilesPanel = ({ engineId, details }: ContainerTabProps) => {
  const { common, files: texts } = useMessages();
  const scope = { engineId, id: details.id };
  const [path, setPath] = useSearchState('path', '');
  const [sort, setSort] = useState<FileSort>('name');
  const [active, setActive] = useState(-1);
  const [opened, setOpened] = useState<FileEntry | undefined>(undefined);
  const [isMaking, setMaking] = useState(false);
  const client = useClient();
  const host = useHost();
  const save = useSave();
  const query = useQuery({
    ...useApi().files.list.queryOptions({ input: { ...scope, path } }),
    staleTime: 0,
    retry: false,
  });
  const { data: list, error } = query;
  const upload = useUpload(scope, path, () => void query.refetch());
  const rows = useMemo(() => sortEntries(list?.entries ?? [], sort), [list, sort]);
  const columns = useFileColumns(sort, setSort);
  const rowAt = useCallback((index: number) => rows[index], [rows]);
  const ignore = useCallback(() => undefined, []);
  const go = (to: string): void => {
    setActive(-1);
    setPath(to);
  };
  const open = (entry: FileEntry): void => {
    if (entry.kind === 'file') setOpened(entry);
    else if (entry.kind === 'directory' || entry.kind === 'symlink') go(entry.path);
  };
  if (error && !list) return <Failure error={error} onRoot={() => go('')} />;
  if (!list) return <SkeletonRows label={common.loading} />;
  const download = (entry: FileEntry): void => {
    const name = toFileName(entry.name, entry.kind === 'directory');
    void save(() => client.files.download({ ...scope, path: entry.path }), name);
  };
  return (
    <PageDrop text={texts.drop(toVisibleText(list.path))} onFiles={(dropped) => void upload(dropped)}>
      <Toolbar
        list={list}
        chosen={rows[active]}
        busy={query.isFetching}
        onGo={go}
        onRefresh={() => void query.refetch()}
        onPick={() => void host.pickFiles({ accept: '', multiple: true }).then(upload)}
        onNewFolder={() => setMaking(true)}
        onDownload={download}
      />
      {list.truncated ? <Banner tone="warn" flush title={texts.truncated} /> : undefined}
      <WindowTable
        label={texts.label(toVisibleText(list.path))}
        columns={columns}
        count={rows.length}
        rowAt={rowAt}
        onWindow={ignore}
        active={active}
        onActiveChange={setActive}
        onOpen={open}
        minWidth={700}
        empty={<EmptyState icon={FolderOpen} title={texts.empty} />}
        footer={
          <>
            <span role="status">{texts.count(rows.length)}</span>
            <span>{texts.sources[list.source]}</span>
          </>
        }
      />
      {isMaking ? (
        <NewFolderDialog
          {...scope}
          path={path}
          onDone={() => void query.refetch()}
          onClose={() => setMaking(false)}
        />
      ) : undefined}
      {opened ? (
        <Suspense fallback={<span className="sr-only">{common.loading}</span>}>
          <FileDialog
            {...scope}
            entry={opened}
            onDownload={() => download(opened)}
            onClose={() => setOpened(undefined)}
          />
        </Suspense>
      ) : undefined}
    </PageDrop>
  );
};
