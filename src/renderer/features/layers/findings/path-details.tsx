import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { WasteRow } from '../../../../common/contract/layer-findings';
import { Button } from '../../../components/button';
import { CopyButton } from '../../../components/copy-button';
import { useCopyLabels } from '../../../lib/labels';
import { useFormat, useMessages } from '../../../lib/messages';
import { toVisibleText } from '../../../lib/resources/visible-text';
import { toInstruction } from './instruction';
import { useSaveFile } from './use-save-file';

export interface PathDetailsProps {
  readonly analysisId: string;
  readonly row: WasteRow;
  /** More to do with it, in front of saving. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** Everything about one hidden path: whole path, what happened to it, and who did it. */
export const PathDetails = ({ analysisId, row, actions, children }: PathDetailsProps) => {
  const texts = useMessages().findings;
  const format = useFormat();
  const copy = useCopyLabels();
  const save = useSaveFile(analysisId);
  const path = toVisibleText(row.path);
  return (
    <section aria-label={texts.selected} className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="flex min-w-60 flex-1 items-start gap-1">
          <code className="min-w-0 py-0.5 font-semibold break-all">/{path}</code>
          <CopyButton value={`/${row.path}`} labels={{ ...copy, copy: texts.copyPath }} />
        </div>
        <div className="flex shrink-0 flex-wrap gap-2">
          {actions}
          <Button
            size="sm"
            icon={Download}
            disabled={row.node === undefined}
            title={row.node === undefined ? texts.unreadable : undefined}
            onClick={() => void save(row)}
          >
            {texts.extract}
          </Button>
        </div>
      </div>
      <p className="m-0 text-ink-2">
        <span className="tabular font-medium text-ink" title={format.exactBytes(row.bytes)}>
          {format.bytes(row.bytes)}
        </span>{' '}
        · {texts.waste.storedIn} {texts.layer(row.layer + 1)} · {texts.waste.hiddenBy}{' '}
        {texts.layer(row.by + 1)}: {texts.howText[row.how]}{' '}
        {row.removedWith === undefined ? undefined : (
          <span className="break-words">{texts.waste.removedWith(`/${toVisibleText(row.removedWith)}`)}</span>
        )}
      </p>
      {row.createdBy === undefined ? undefined : (
        <pre className="m-0 max-h-24 overflow-auto rounded-md border border-line bg-sunk px-2.5 py-1.5 break-words whitespace-pre-wrap">
          {toVisibleText(toInstruction(row.createdBy))}
        </pre>
      )}
      {children}
    </section>
  );
};
