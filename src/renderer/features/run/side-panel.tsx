import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { RunIssue } from '../../../common/contract/run';
import type { RunSpec } from '../../../common/contract/run-spec';
import { Banner } from '../../components/banner';
import { SectionCard } from '../../components/section-card';
import { SegmentedControl } from '../../components/segmented-control';
import { describeError } from '../../lib/error-text';
import { useFormat, useMessages } from '../../lib/messages';
import { toInlineName } from '../../lib/resources/visible-text';
import { CodeBlock } from './code-block';
import { formatDockerRun } from './docker-run/format-docker-run';
import type { RunChecks } from './use-run-form';

const ComposeText = lazy(async () => ({ default: (await import('./compose-text')).ComposeText }));

const formats = ['docker', 'compose'] as const;

/** The container as a command line or a Compose service. */
export const CommandPreview = ({ spec }: { readonly spec: RunSpec }) => {
  const { run } = useMessages();
  const [format, setFormat] = useState<(typeof formats)[number]>('docker');
  const line = useMemo(() => formatDockerRun(spec, { multiline: true }), [spec]);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <SegmentedControl
        label={run.formats.label}
        value={format}
        onChange={setFormat}
        options={formats.map((value) => ({ value, label: run.formats[value] }))}
      />
      {format === 'docker' ? (
        <CodeBlock text={line} />
      ) : (
        <Suspense fallback={<CodeBlock text="" />}>
          <ComposeText spec={spec} />
        </Suspense>
      )}
    </div>
  );
};

function useIssueText(): (issue: RunIssue) => string {
  const { run } = useMessages();
  const format = useFormat();
  return ({ kind, subject, holder = '' }) => {
    if (kind === 'memory_over_host')
      return run.issues[kind](format.bytes(Number(subject)), format.bytes(Number(holder)));
    return run.issues[kind](toInlineName(subject), toInlineName(holder));
  };
}

/** What stands in the way. */
export const Checks = ({
  checks,
  isReadable,
}: {
  readonly checks: RunChecks;
  readonly isReadable: boolean;
}) => {
  const messages = useMessages();
  const { run } = messages;
  const textOf = useIssueText();
  const { issues, isChecking, error } = checks;
  if (!isReadable) return <Banner tone="warn" title={run.fixFirst} />;
  if (error) return <Banner tone="bad" title={describeError(messages, error).title} />;
  return (
    <SectionCard title={run.checks} aside={isChecking ? run.checking : undefined}>
      <ul aria-live="polite" className="m-0 flex list-none flex-col gap-1.5 p-0">
        {issues.length === 0 && !isChecking ? (
          <li className="flex items-start gap-1.5 text-ink-2">
            <CircleCheck aria-hidden size={14} className="mt-0.75 shrink-0 text-ok" />
            {run.checksFine}
          </li>
        ) : undefined}
        {issues.map((issue) => {
          const isError = issue.level === 'error';
          const IconView = isError ? CircleAlert : Info;
          return (
            <li key={`${issue.kind} ${issue.subject}`} className="flex items-start gap-1.5">
              <IconView
                aria-hidden
                size={14}
                className={`mt-0.75 shrink-0 ${isError ? 'text-bad' : 'text-info'}`}
              />
              <span className="min-w-0 [overflow-wrap:anywhere]">{textOf(issue)}</span>
            </li>
          );
        })}
      </ul>
    </SectionCard>
  );
};
