import { cx } from 'class-variance-authority';
import type { DockerfileLine } from '../../../../common/contract/layer-findings';
import { Chip } from '../../../components/chip';
import { useFormat, useMessages } from '../../../lib/messages';
import { toVisibleText } from '../../../lib/resources/visible-text';
import { toInstruction } from './instruction';

interface LineProps {
  readonly line: DockerfileLine;
  readonly isTied: boolean;
  /** Bytes of a whole bar. */
  readonly largest: number;
}

/** Bytes of a line as a bar, the wasted part in its own colour. */
const Cost = ({ line, largest }: Pick<LineProps, 'line' | 'largest'>) => {
  const format = useFormat();
  const { dockerfile: texts } = useMessages().findings;
  const { layer, storedBytes, wastedBytes = 0 } = line;
  if (layer === undefined) return <span className="text-sm text-ink-3">{texts.noLayer}</span>;
  if (storedBytes === undefined) return <span className="text-ink-3">–</span>;
  const width = largest > 0 ? (storedBytes / largest) * 100 : 0;
  const wasted = storedBytes > 0 ? (Math.min(wastedBytes, storedBytes) / storedBytes) * 100 : 0;
  return (
    <div className="flex flex-col gap-1" title={format.exactBytes(storedBytes)}>
      <span className="tabular flex justify-between gap-3">
        <span>{format.bytes(storedBytes)}</span>
        {wastedBytes > 0 ? (
          <span className="text-waste">
            {format.bytes(wastedBytes)} <span className="sr-only">{texts.columns.waste}</span>
          </span>
        ) : undefined}
      </span>
      <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunk">
        <span className="flex h-full" style={{ width: `${Math.max(0.75, width)}%` }}>
          <span className="forced-fill block h-full bg-accent" style={{ width: `${100 - wasted}%` }} />
          <span
            className="forced-fill block h-full"
            style={{ width: `${wasted}%`, background: 'var(--waste)' }}
          />
        </span>
      </span>
    </div>
  );
};

const Place = ({ line, isTied }: Pick<LineProps, 'line' | 'isTied'>) => {
  const { dockerfile: texts } = useMessages().findings;
  if (!isTied) return undefined;
  if (line.fromBase) return <Chip>{texts.fromBase}</Chip>;
  if (line.line === undefined) return <Chip tone="warn">{texts.unmatched}</Chip>;
  return <Chip tone="info">{texts.lineNumber(line.line)}</Chip>;
};

const Line = (props: LineProps) => {
  const { line, isTied } = props;
  const format = useFormat();
  const { layer: layerName, noInstruction } = useMessages().findings;
  const isSlim = line.layer === undefined;
  return (
    <tr className={cx('border-b border-line-2 align-top', line.fromBase && 'bg-sunk')}>
      <td className="w-24 px-3 py-1.5 text-ink-3">
        {line.layer === undefined ? undefined : layerName(line.layer + 1)}
      </td>
      <td className="px-3 py-1.5">
        <div className="flex flex-wrap items-start gap-2">
          <pre
            className={cx(
              'm-0 min-w-0 flex-1 font-mono text-sm break-words whitespace-pre-wrap',
              isSlim && 'text-ink-2',
            )}
          >
            {line.text === '' ? (
              <span className="text-ink-3">{noInstruction}</span>
            ) : (
              toVisibleText(toInstruction(line.text))
            )}
          </pre>
          <Place line={line} isTied={isTied} />
        </div>
      </td>
      <td className="w-56 px-3 py-1.5">
        <Cost {...props} />
      </td>
      <td className="tabular w-20 px-3 py-1.5 text-right">
        {line.files === undefined ? <span className="text-ink-3">–</span> : format.number(line.files)}
      </td>
    </tr>
  );
};

/** One line for each instruction, oldest first. */
export const DockerfileTable = ({
  lines,
  isTied,
}: {
  readonly lines: readonly DockerfileLine[];
  readonly isTied: boolean;
}) => {
  const { dockerfile: texts } = useMessages().findings;
  const largest = Math.max(0, ...lines.map(({ storedBytes = 0 }) => storedBytes));
  const head =
    'sticky top-0 border-b border-line bg-panel px-3 py-1.5 text-left text-sm font-semibold text-ink-3';
  return (
    <div className="min-w-0 bg-panel">
      <table aria-label={texts.table} className="w-full min-w-160 border-collapse">
        <thead>
          <tr>
            <th scope="col" className={head}>
              {texts.columns.layer}
            </th>
            <th scope="col" className={head}>
              {texts.columns.text}
            </th>
            <th scope="col" className={head}>
              {texts.columns.bytes}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {texts.columns.files}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of a history have nothing but their place.
            <Line key={at} line={line} isTied={isTied} largest={largest} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
