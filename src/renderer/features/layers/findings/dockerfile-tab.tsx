import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FileCode, FileX, Unlink } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Analysis } from '../../../../common/contract/layer-analysis';
import type { DockerfileLine } from '../../../../common/contract/layer-findings';
import { Banner } from '../../../components/banner';
import { Button } from '../../../components/button';
import { CopyButton } from '../../../components/copy-button';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import { KpiStrip } from '../../../components/kpi-strip';
import { PageDrop } from '../../../components/page-drop';
import { SkeletonRows } from '../../../components/skeleton';
import { useCopyLabels, useErrorView } from '../../../lib/labels';
import { useFormat, useMessages } from '../../../lib/messages';
import { useApi } from '../../../lib/query';
import { DockerfileDialog, type GivenDockerfile, maxDockerfileBytes } from './dockerfile-dialog';
import { DockerfileTable } from './dockerfile-table';
import { toInstruction } from './instruction';

/** The history with what each line costs, tied to the Dockerfile that the user gives. */
function useLines(analysisId: string, given: GivenDockerfile | undefined) {
  const input = { analysisId, ...(given ? { dockerfile: given.text } : {}) };
  return useQuery({
    ...useApi().layers.dockerfile.queryOptions({ input }),
    placeholderData: keepPreviousData,
  });
}

const Figures = ({
  lines,
  isTied,
}: {
  readonly lines: readonly DockerfileLine[];
  readonly isTied: boolean;
}) => {
  const texts = useMessages().findings.dockerfile;
  const format = useFormat();
  const count = (isCounted: (line: DockerfileLine) => boolean) =>
    format.number(lines.filter(isCounted).length);
  return (
    <KpiStrip
      label={texts.figures}
      items={[
        { id: 'lines', value: count(() => true), label: texts.lines },
        { id: 'layers', value: count(({ layer }) => layer !== undefined), label: texts.withLayer },
        ...(isTied
          ? [{ id: 'base', value: count(({ fromBase }) => fromBase === true), label: texts.fromBaseCount }]
          : []),
      ]}
    />
  );
};

/** How far the given Dockerfile explains the image. */
const Tied = ({
  lines,
  given,
}: {
  readonly lines: readonly DockerfileLine[];
  readonly given: GivenDockerfile;
}) => {
  const { dockerfile: texts } = useMessages().findings;
  const own = lines.filter(({ fromBase }) => fromBase !== true);
  const unmatched = own.filter(({ line }) => line === undefined).length;
  if (lines.every(({ line }) => line === undefined))
    return <Banner flush tone="warn" title={texts.noneMatched} />;
  if (unmatched > 0) return <Banner flush tone="warn" title={texts.unmatchedLines(unmatched)} />;
  return (
    <Banner flush tone="ok" title={texts.opened(given.name ?? texts.pasted)}>
      {texts.stage}
    </Banner>
  );
};

/** The image's history as a Dockerfile would have it. */
export const DockerfileView = ({ analysis }: { readonly analysis: Analysis }) => {
  const { common, findings } = useMessages();
  const texts = findings.dockerfile;
  const copy = useCopyLabels();
  const [given, setGiven] = useState<GivenDockerfile>();
  const [isOpen, setOpen] = useState(false);
  const query = useLines(analysis.analysisId, given);
  const failure = useErrorView(query.error);
  const lines = query.data;
  const text = useMemo(() => (lines ?? []).map((line) => toInstruction(line.text)).join('\n'), [lines]);
  const takeFile = async (file: File | undefined): Promise<void> => {
    if (file && file.size <= maxDockerfileBytes) setGiven({ name: file.name, text: await file.text() });
    else if (file) setOpen(true);
  };
  if (query.error && !lines) return <ErrorState {...failure} />;
  if (!lines) return <SkeletonRows label={common.loading} />;
  if (lines.length === 0) {
    return (
      <EmptyState icon={FileX} title={texts.none}>
        {texts.noneText}
      </EmptyState>
    );
  }
  return (
    <PageDrop text={texts.dropHere} onFiles={([file]) => void takeFile(file)}>
      <div className="min-h-0 flex-1 overflow-auto bg-panel">
        <Figures lines={lines} isTied={given !== undefined} />
        <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-panel px-3 py-2">
          <Button icon={FileCode} onClick={() => setOpen(true)}>
            {texts.open}
          </Button>
          {given ? (
            <Button icon={Unlink} onClick={() => setGiven(undefined)}>
              {texts.forget}
            </Button>
          ) : (
            <span className="text-ink-3">{texts.openText}</span>
          )}
          <span className="ml-auto">
            <CopyButton text size="md" value={text} labels={{ ...copy, copy: texts.copyAll }} />
          </span>
        </div>
        {given ? <Tied lines={lines} given={given} /> : undefined}
        <DockerfileTable lines={lines} isTied={given !== undefined} />
      </div>
      {isOpen ? (
        <DockerfileDialog
          onClose={() => setOpen(false)}
          onGiven={(next) => {
            setGiven(next);
            setOpen(false);
          }}
        />
      ) : undefined}
    </PageDrop>
  );
};
