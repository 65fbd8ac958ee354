import type { ContainerState, ContainerSummary } from '../../../common/contract/containers';
import { SizeBar } from '../../components/size-bar';
import type { DataColor, Tone } from '../../components/tone';
import { useFormat, useMessages } from '../../lib/messages';

const colors: Readonly<Record<ContainerState, Tone | DataColor>> = {
  running: 'ok',
  paused: 'c4',
  restarting: 'warn',
  created: 'c1',
  removing: 'c5',
  exited: 'c6',
  dead: 'bad',
  unknown: 'neutral',
};

/** How many containers are in which state, in the order of the states' weight; states nobody is in are left out. */
export function countStates(
  containers: readonly Pick<ContainerSummary, 'state'>[],
): readonly (readonly [ContainerState, number])[] {
  const states = Object.keys(colors) as ContainerState[];
  return states
    .map((state) => [state, containers.filter((container) => container.state === state).length] as const)
    .filter(([, count]) => count > 0);
}

/** All containers by state, as one bar. */
export const StateBar = ({ containers }: { readonly containers: readonly ContainerSummary[] }) => {
  const { common, overview } = useMessages();
  const format = useFormat();
  if (containers.length === 0) return undefined;
  return (
    <div className="border-b border-line-2 px-3 py-2.5">
      <SizeBar
        legend
        label={overview.byState}
        segments={countStates(containers).map(([state, count]) => ({
          id: state,
          label: common.containerStates[state],
          size: count,
          text: format.number(count),
          color: colors[state],
        }))}
      />
    </div>
  );
};
