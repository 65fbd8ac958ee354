import { SectionCard } from '../../components/section-card';
import { type Tone, toCssColor } from '../../components/tone';
import { useFormat, useMessages } from '../../lib/messages';
import { type CardInput, MissingField } from './metric-card';
import { maxOf, toBuckets } from './points';

const rows = ['throttledShare', 'cpuPressure', 'memoryPressure', 'ioPressure'] as const;
type WaitRow = (typeof rows)[number];

const pieces = 90;

/** Rectangles of a strip: as strong as the share is great; nothing where it was 0 or not measured. */
const Strip = (props: { readonly shares: readonly (number | undefined)[]; readonly tone: Tone }) => (
  <svg
    aria-hidden="true"
    viewBox={`0 0 ${pieces} 10`}
    preserveAspectRatio="none"
    className="forced-fill block h-3.5 w-full rounded-xs bg-sunk"
  >
    {props.shares.map((share, index) =>
      share === undefined || share < 0.001 ? undefined : (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece of the strip is its place.
          key={index}
          x={index}
          width={1.02}
          height={10}
          fill={toCssColor(props.tone)}
          opacity={0.2 + 0.8 * Math.min(1, share)}
        />
      ),
    )}
  </svg>
);

const Row = ({ input, row }: { readonly input: CardInput; readonly row: WaitRow }) => {
  const { stats } = useMessages();
  const format = useFormat();
  const shares = toBuckets(input.points, row, input.span, pieces);
  const most = maxOf(shares);
  const now = input.newest?.[row];
  return (
    <div className="grid grid-cols-[minmax(120px,170px)_minmax(0,1fr)_88px] items-center gap-3 py-1">
      <dt className="text-ink-2">{stats.waitRows[row]}</dt>
      <dd className="m-0">
        <Strip shares={shares} tone={row === 'throttledShare' ? 'warn' : 'waste'} />
      </dd>
      <dd
        className="tabular m-0 text-right"
        title={
          now === undefined || most === undefined
            ? undefined
            : stats.waitNow(format.percent(now), format.percent(most))
        }
      >
        {now === undefined ? <MissingField input={input} field={row} /> : format.percent(now)}
      </dd>
    </div>
  );
};

/** When a quota stopped it, and when its tasks waited (pressure stall information). */
export const WaitsCard = ({ input }: { readonly input: CardInput }) => {
  const { stats } = useMessages();
  return (
    <SectionCard title={stats.waits} aside={stats.waitsHint}>
      <dl className="m-0">
        {rows.map((row) => (
          <Row key={row} input={input} row={row} />
        ))}
      </dl>
    </SectionCard>
  );
};
