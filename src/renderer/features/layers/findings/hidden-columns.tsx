import { ShieldAlert } from 'lucide-react';
import type { WasteRow } from '../../../../common/contract/layer-findings';
import { Chip } from '../../../components/chip';
import type { WindowColumn } from '../../../components/window-table';
import type { Format, Messages } from '../../../lib/messages';
import { InstructionText, LayerNumber, PathText } from './cells';
import { HowMark } from './how-mark';

/** The name of a rule; unknown ones keep their own. */
export function ruleName({ findings }: Messages, rule: string): string {
  return findings.hidden.ruleNames[rule] ?? rule;
}

/** Columns of the hidden files. */
export function hiddenColumns(messages: Messages, format: Format): readonly WindowColumn<WasteRow>[] {
  const { columns } = messages.findings.hidden;
  return [
    {
      id: 'flag',
      header: columns.flag,
      track: '190px',
      cell: ({ findings }) => {
        const [first] = findings;
        if (!first) return <span className="text-ink-3">–</span>;
        const more = findings.length > 1 ? ` +${findings.length - 1}` : '';
        return (
          <Chip
            tone="bad"
            icon={ShieldAlert}
            title={findings.map(({ rule }) => ruleName(messages, rule)).join(', ')}
          >
            {`${ruleName(messages, first.rule)}${more}`}
          </Chip>
        );
      },
    },
    {
      id: 'path',
      header: columns.path,
      track: 'minmax(200px, 2fr)',
      cell: ({ path }) => <PathText path={path} />,
    },
    {
      id: 'bytes',
      header: columns.bytes,
      track: '92px',
      align: 'end',
      cell: ({ bytes }) => <span title={format.exactBytes(bytes)}>{format.bytes(bytes)}</span>,
    },
    { id: 'how', header: columns.how, track: '204px', cell: ({ how }) => <HowMark how={how} /> },
    { id: 'layer', header: columns.layer, track: '92px', cell: ({ layer }) => <LayerNumber layer={layer} /> },
    {
      id: 'by',
      header: columns.by,
      track: 'minmax(140px, 1fr)',
      cell: ({ createdBy }) => <InstructionText createdBy={createdBy} />,
    },
  ];
}
