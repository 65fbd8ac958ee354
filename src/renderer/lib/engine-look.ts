import { CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { EngineInfo, EngineSource, EngineState } from '../../common/contract/engines';
import { assertNever } from '../../common/errors';
import type { Messages } from './messages';

/** Icon, tone and text of a state, in the form of the design system's StateBadge. */
export interface EngineLook {
  readonly tone: 'neutral' | 'info' | 'ok' | 'warn' | 'bad';
  readonly icon: LucideIcon;
  readonly label: string;
  readonly busy: boolean;
}

export function engineLook(messages: Messages, state: EngineState): EngineLook {
  const { states } = messages.engines;
  switch (state.kind) {
    case 'connected':
      return { tone: 'ok', icon: CircleCheck, label: states.connected, busy: false };
    case 'connecting':
      return { tone: 'info', icon: LoaderCircle, label: states.connecting, busy: true };
    case 'unreachable':
      return { tone: 'bad', icon: CircleX, label: messages.engines.reasons[state.reason].title, busy: false };
    case 'disconnected':
      return { tone: 'neutral', icon: CircleDashed, label: states.disconnected, busy: false };
    default:
      return assertNever(state, 'engine state');
  }
}

const products = { docker: 'Docker', podman: 'Podman', other: 'Engine' } as const;

/** 'Docker 28.5.1'. */
export function engineVersion(info: EngineInfo): string {
  return `${products[info.product]} ${info.version}`;
}

/** Everything worth knowing of a connected engine in one line: version, API, cgroup, storage, rootless. */
export function engineFacts(messages: Messages, info: EngineInfo): readonly string[] {
  const { facts } = messages.engines;
  return [
    engineVersion(info),
    facts.api(info.apiVersion),
    ...(info.cgroupVersion === undefined ? [] : [facts.cgroup(info.cgroupVersion, info.cgroupDriver)]),
    info.storageDriver,
    ...(info.rootless ? [facts.rootless] : []),
  ];
}

/** Where an engine was found. */
export function engineSourceText(messages: Messages, source: EngineSource): string {
  const { sources } = messages.engines;
  switch (source.kind) {
    case 'environment':
      return sources.environment(source.variable);
    case 'context':
      return source.current ? sources.currentContext(source.context) : sources.context(source.context);
    case 'socket':
      return sources.socket(source.product);
    case 'settings':
      return sources.settings;
    case 'option':
      return sources.option;
    case 'managed':
      return sources.managed;
    default:
      return assertNever(source, 'engine source');
  }
}
