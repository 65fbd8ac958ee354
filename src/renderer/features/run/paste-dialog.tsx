import { useMemo, useState } from 'react';
import type { RunSpec } from '../../../common/contract/run-spec';
import { Banner } from '../../components/banner';
import { Field } from '../../components/field';
import { FormDialog } from '../../components/form-dialog';
import { TextArea } from '../../components/text-area';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { parseDockerRun } from './docker-run/parse-docker-run';

export interface PasteDialogProps {
  readonly onFill: (spec: RunSpec) => void;
  readonly onClose: () => void;
}

const fatal = ['open_quote', 'not_docker_run', 'missing_image'];

/** Fills the form from a line that somebody found in a README. What cannot be taken over is said before. */
export const PasteDialog = ({ onFill, onClose }: PasteDialogProps) => {
  const { run } = useMessages();
  const [line, setLine] = useState('');
  const { spec, problems } = useMemo(() => parseDockerRun(line), [line]);
  const isEmpty = line.trim() === '';
  const blocking = problems.find(({ kind }) => fatal.includes(kind));
  const error = isEmpty || !blocking ? undefined : run.problems[blocking.kind];
  const others = isEmpty ? [] : problems.filter(({ kind }) => !fatal.includes(kind));
  return (
    <FormDialog
      size="md"
      title={run.pasteTitle}
      description={run.pasteText}
      onClose={onClose}
      validate={() => !isEmpty && !blocking}
      onSubmit={async () => onFill(spec)}
      describeError={useErrorLine()}
      labels={useFormLabels(run.pasteConfirm)}
    >
      <Field label={run.pasteField} error={error} required>
        <TextArea
          mono
          rows={7}
          value={line}
          onChange={setLine}
          placeholder="docker run -d --name web -p 8080:80 nginx"
        />
      </Field>
      {others.length > 0 ? (
        <Banner tone="warn" title={run.problemsTitle}>
          <ul className="m-0 list-none p-0">
            {others.map((problem) => (
              <li key={problem.at} className="[overflow-wrap:anywhere]">
                <code>{problem.text}</code>: {run.problems[problem.kind]}
              </li>
            ))}
          </ul>
        </Banner>
      ) : undefined}
    </FormDialog>
  );
};
