import { useQuery } from '@tanstack/react-query';
import type { ContainerProcess } from '../../../common/contract/processes';
import { Banner } from '../../components/banner';
import { CopyButton } from '../../components/copy-button';
import { Dialog } from '../../components/dialog';
import { ErrorState } from '../../components/error-state';
import { SectionCard } from '../../components/section-card';
import { SkeletonRows } from '../../components/skeleton';
import { useCopyLabels, useErrorView } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { commandOf } from './process-columns';
import { CapabilityTable, SecurityFacts, SecurityWarnings } from './security-view';

export interface SecurityDialogProps {
  readonly engineId: string;
  readonly id: string;
  /** Undefined: the container as a whole, that is its first process. */
  readonly process: ContainerProcess | undefined;
  readonly onClose: () => void;
}

const Failure = ({ error }: { readonly error: unknown }) => <ErrorState {...useErrorView(error)} level={3} />;

const CommandWords = ({ process }: { readonly process: ContainerProcess }) => {
  const texts = useMessages().processes;
  const copy = useCopyLabels();
  const raw = process.commandLine.join(' ');
  return (
    <SectionCard title={texts.columns.command} level={3} aside={<CopyButton value={raw} labels={copy} />}>
      <code className="block max-h-32 overflow-auto [overflow-wrap:anywhere] whitespace-pre-wrap">
        {process.commandLine.map(toVisibleText).join('\n')}
      </code>
    </SectionCard>
  );
};

/** What a process may do, explained. */
export const SecurityDialog = ({ engineId, id, process, onClose }: SecurityDialogProps) => {
  const { common, processes } = useMessages();
  const texts = processes.security;
  const identity =
    process?.startTicks === undefined ? undefined : { pid: process.pid, startTicks: process.startTicks };
  const query = useQuery({
    ...useApi().processes.security.queryOptions({ input: { engineId, id, process: identity } }),
    staleTime: 0,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="xl"
      title={process ? texts.titleProcess(process.pid) : texts.titleContainer}
      description={process ? toInlineName(commandOf(process).slice(0, 200)) : texts.text}
      labels={{ close: common.close }}
    >
      <div className="flex flex-col gap-3">
        {query.data?.source.kind === 'engine' ? <Banner tone="info" title={texts.fromEngine} /> : undefined}
        {query.data ? (
          <>
            <SecurityWarnings security={query.data} />
            {process && process.commandLine.length > 0 ? <CommandWords process={process} /> : undefined}
            <SectionCard title={texts.facts} level={3}>
              <SecurityFacts security={query.data} />
            </SectionCard>
            <SectionCard title={texts.capabilities} level={3} flush>
              <CapabilityTable security={query.data} />
            </SectionCard>
          </>
        ) : query.error ? (
          <Failure error={query.error} />
        ) : (
          <SkeletonRows label={common.loading} />
        )}
      </div>
    </Dialog>
  );
};
