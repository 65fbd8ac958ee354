import { FileText } from 'lucide-react';
import type { SecretFinding, WasteRow } from '../../../../common/contract/layer-findings';
import { Button } from '../../../components/button';
import { CommandLine } from '../../../components/command-line';
import { useCopyLabels } from '../../../lib/labels';
import { useMessages } from '../../../lib/messages';
import { toVisibleText } from '../../../lib/resources/visible-text';
import { ruleName } from './hidden-columns';
import { PathDetails } from './path-details';

const Finding = ({ finding }: { readonly finding: SecretFinding }) => {
  const messages = useMessages();
  const texts = messages.findings.hidden;
  const { rule, by, excerpt } = finding;
  return (
    <li className="flex flex-col gap-0.5">
      <span>
        <span className="font-medium">{ruleName(messages, rule)}</span>{' '}
        <span className="text-ink-3">({by === 'name' ? texts.byName : texts.byContent})</span>
        {texts.ruleTexts[rule] ? `: ${texts.ruleTexts[rule]}` : undefined}
      </span>
      {excerpt === undefined ? undefined : (
        <code className="break-all" title={texts.excerpt}>
          {toVisibleText(excerpt)}
          <span aria-hidden>{texts.blacked}</span>
          <span className="sr-only"> {texts.blackedText}</span>
        </code>
      )}
    </li>
  );
};

const secretCommand = 'RUN --mount=type=secret,id=token,target=/run/secrets/token …';
const multiStageCommand = 'COPY --from=build /app /app';

/** What to do about a secret that is in an image. */
const Advice = () => {
  const texts = useMessages().findings.hidden;
  const copy = useCopyLabels();
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="m-0 text-base font-semibold">{texts.advice}</h3>
      <ol className="m-0 flex flex-col gap-1.5 pl-5">
        <li>{texts.rotate}</li>
        <li>
          {texts.secretMount}
          <CommandLine command={secretCommand} labels={copy} />
        </li>
        <li>
          {texts.multiStage}
          <CommandLine command={multiStageCommand} labels={copy} />
        </li>
        <li>{texts.rebuild}</li>
      </ol>
    </div>
  );
};

export interface HiddenDetailsProps {
  readonly analysisId: string;
  readonly row: WasteRow;
  readonly onOpen: () => void;
}

/** Why a hidden file is flagged, and what to do. */
export const HiddenDetails = ({ analysisId, row, onOpen }: HiddenDetailsProps) => {
  const { findings } = useMessages();
  const texts = findings.hidden;
  return (
    <PathDetails
      analysisId={analysisId}
      row={row}
      actions={
        <Button
          size="sm"
          icon={FileText}
          disabled={row.node === undefined}
          title={row.node === undefined ? findings.unreadable : undefined}
          onClick={onOpen}
        >
          {findings.openFile}
        </Button>
      }
    >
      {row.findings.length === 0 ? (
        <p className="m-0 text-ink-2">{texts.notFlagged}</p>
      ) : (
        <>
          <div>
            <h3 className="m-0 text-base font-semibold">{texts.why}</h3>
            <ul className="m-0 flex list-none flex-col gap-1 p-0">
              {row.findings.map((finding) => (
                <Finding key={`${finding.rule} ${finding.by}`} finding={finding} />
              ))}
            </ul>
            <p className="m-0 mt-1">{texts.anyone}</p>
          </div>
          <Advice />
        </>
      )}
    </PathDetails>
  );
};
