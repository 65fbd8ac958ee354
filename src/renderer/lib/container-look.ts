import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleStop,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import type { ContainerState, ContainerSummary } from '../../common/contract/containers';
import type { Messages } from './messages';

/** Icon, tone and text of a container's state, in the form of the design system's StateBadge. */
export interface ContainerLook {
  readonly tone: 'neutral' | 'info' | 'ok' | 'warn' | 'bad';
  readonly icon: LucideIcon;
  readonly label: string;
  readonly busy: boolean;
}

const signs: Readonly<Record<ContainerState, Omit<ContainerLook, 'label'>>> = {
  created: { tone: 'neutral', icon: CircleDashed, busy: false },
  running: { tone: 'ok', icon: CircleCheck, busy: false },
  paused: { tone: 'warn', icon: CirclePause, busy: false },
  restarting: { tone: 'warn', icon: LoaderCircle, busy: true },
  removing: { tone: 'info', icon: LoaderCircle, busy: true },
  exited: { tone: 'neutral', icon: CircleStop, busy: false },
  dead: { tone: 'bad', icon: CircleX, busy: false },
  unknown: { tone: 'neutral', icon: CircleHelp, busy: false },
};

/** Running but unhealthy, and ended with an error, look different from their calm sisters. */
export function containerLook(
  { common }: Messages,
  { state, health, exitCode }: Pick<ContainerSummary, 'state' | 'health' | 'exitCode'>,
): ContainerLook {
  const look = { ...signs[state], label: common.containerStates[state] };
  if (state === 'running' && health !== undefined) {
    const label = `${look.label} · ${common.containerHealth[health]}`;
    return health === 'unhealthy' ? { ...look, tone: 'bad', icon: TriangleAlert, label } : { ...look, label };
  }
  if (state === 'exited' && exitCode !== undefined && exitCode !== 0) {
    return { ...look, tone: 'bad', icon: CircleX, label: common.exitedWith(exitCode) };
  }
  return look;
}
