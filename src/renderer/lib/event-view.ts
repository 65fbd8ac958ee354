import {
  Box,
  CircleAlert,
  Hammer,
  HardDrive,
  Layers,
  type LucideIcon,
  Network,
  Puzzle,
  Server,
  Zap,
} from 'lucide-react';
import type { EngineEvent } from '../../common/contract/engines';
import type { Messages } from './messages';
import { toVisibleText } from './resources/visible-text';

/** An event in words and signs. */
export interface EventView {
  readonly icon: LucideIcon;
  readonly tone: 'neutral' | 'warn' | 'bad';
  /** 'Container'. */
  readonly type: string;
  /** 'web', or a short id. */
  readonly name: string;
  /** 'started'. */
  readonly action: string;
  /** 'exit code 137'. */
  readonly detail: string | undefined;
}

const icons: Readonly<Record<string, LucideIcon>> = {
  container: Box,
  image: Layers,
  volume: HardDrive,
  network: Network,
  daemon: Server,
  plugin: Puzzle,
  builder: Hammer,
};

/** Ids are 64 digits; twelve are what everybody shows. */
export function shortId(id: string): string {
  const hex = id.replace(/^sha256:/, '');
  return /^[0-9a-f]{64}$/.test(hex) ? hex.slice(0, 12) : id;
}

/** Something went wrong, as far as the engine's words say. */
export function isAlarming({ action, attributes }: EngineEvent): boolean {
  if (action === 'oom' || action === 'health_status: unhealthy') return true;
  return action === 'die' && attributes.exitCode !== undefined && attributes.exitCode !== '0';
}

function toneOf(event: EngineEvent): EventView['tone'] {
  if (event.action === 'oom') return 'bad';
  return isAlarming(event) ? 'warn' : 'neutral';
}

export function eventView({ common }: Messages, event: EngineEvent): EventView {
  const { type, action, attributes } = event;
  const tone = toneOf(event);
  // Commands come with their whole text: 'exec_start: sh -c ...'.
  const [verb = action, rest] = action.startsWith('exec_') ? action.split(/: (.*)/s) : [action];
  const detail =
    (action === 'die' || verb === 'exec_die') && attributes.exitCode !== undefined
      ? common.exitCode(attributes.exitCode)
      : action === 'kill' && attributes.signal !== undefined
        ? common.signal(attributes.signal)
        : rest;
  return {
    icon: tone === 'bad' ? CircleAlert : (icons[type] ?? Zap),
    tone,
    type: common.eventTypes[type] ?? toVisibleText(type),
    name: toVisibleText(event.name ?? shortId(event.actorId)),
    action: common.eventActions[verb] ?? toVisibleText(verb),
    detail: detail && toVisibleText(detail),
  };
}
