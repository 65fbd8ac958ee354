import {
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleQuestionMark,
  CircleStop,
  CircleX,
  HeartCrack,
  HeartPulse,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
} from 'lucide-react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { assertNever } from '../../../common/errors';
import type { Messages } from '../messages';

/** A container's state in the form of the design system's StateBadge. */
export interface ContainerLook {
  readonly tone: 'neutral' | 'info' | 'ok' | 'warn' | 'bad';
  readonly icon: LucideIcon;
  readonly label: string;
  readonly busy?: boolean;
}

type Facts = Pick<ContainerSummary, 'state' | 'health' | 'exitCode'>;

function runningLook(messages: Messages, health: Facts['health']): ContainerLook {
  const { states } = messages.containers;
  switch (health) {
    case 'healthy':
      return { tone: 'ok', icon: HeartPulse, label: states.healthy };
    case 'unhealthy':
      return { tone: 'bad', icon: HeartCrack, label: states.unhealthy };
    case 'starting':
      return { tone: 'info', icon: LoaderCircle, label: states.starting, busy: true };
    case undefined:
      return { tone: 'ok', icon: CirclePlay, label: states.running };
    default:
      return assertNever(health, 'health');
  }
}

/** 128 + SIGINT, SIGKILL or SIGTERM: it was told to end. SIGKILL may also have been the kernel, for lack of memory. */
const signalCodes = { interrupted: 130, killed: 137, terminated: 143 } as const;

/** Whether an exit code says that a program failed by itself. */
export function isFailure(exitCode: number | undefined): boolean {
  if (exitCode === undefined || exitCode === 0) return false;
  return !Object.values<number>(signalCodes).includes(exitCode);
}

function exitedLook(messages: Messages, exitCode: number | undefined): ContainerLook {
  const { states } = messages.containers;
  const label = exitCode === undefined ? states.exited : states.exitedWith(exitCode);
  if (isFailure(exitCode)) return { tone: 'bad', icon: CircleX, label };
  return { tone: exitCode === signalCodes.killed ? 'warn' : 'neutral', icon: CircleStop, label };
}

/** Icon, text and tone of a container's state and health. */
export function containerLook(messages: Messages, { state, health, exitCode }: Facts): ContainerLook {
  const { states } = messages.containers;
  switch (state) {
    case 'running':
      return runningLook(messages, health);
    case 'exited':
      return exitedLook(messages, exitCode);
    case 'paused':
      return { tone: 'warn', icon: CirclePause, label: states.paused };
    case 'restarting':
      return { tone: 'warn', icon: RotateCw, label: states.restarting, busy: true };
    case 'removing':
      return { tone: 'neutral', icon: LoaderCircle, label: states.removing, busy: true };
    case 'created':
      return { tone: 'info', icon: CircleDashed, label: states.created };
    case 'dead':
      return { tone: 'bad', icon: CircleX, label: states.dead };
    case 'unknown':
      return { tone: 'neutral', icon: CircleQuestionMark, label: states.unknown };
    default:
      return assertNever(state, 'container state');
  }
}
