import {
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleStop,
  CircleX,
  HeartCrack,
  HeartPulse,
  RotateCw,
  Trash2,
} from 'lucide-react';
import type { StateLook } from '../components/state-badge';

export interface DemoContainer {
  readonly id: string;
  readonly name: string;
  readonly project: string | undefined;
  readonly image: string;
  readonly state: DemoState;
  /** Bytes of the writable layer; `undefined` was not measured. */
  readonly size: number | undefined;
  /** Cores. */
  readonly cpu: number;
  readonly createdAt: number;
}

export type DemoState =
  | 'running'
  | 'exited'
  | 'paused'
  | 'created'
  | 'restarting'
  | 'dead'
  | 'removing'
  | 'healthy'
  | 'unhealthy';

export const demoStates: Readonly<Record<DemoState, StateLook & { readonly busy?: boolean }>> = {
  running: { tone: 'ok', icon: CirclePlay, label: 'Running' },
  healthy: { tone: 'ok', icon: HeartPulse, label: 'Healthy' },
  unhealthy: { tone: 'bad', icon: HeartCrack, label: 'Unhealthy' },
  paused: { tone: 'warn', icon: CirclePause, label: 'Paused' },
  restarting: { tone: 'warn', icon: RotateCw, label: 'Restarting', busy: true },
  created: { tone: 'info', icon: CircleDashed, label: 'Created' },
  exited: { tone: 'neutral', icon: CircleStop, label: 'Exited (0)' },
  dead: { tone: 'bad', icon: CircleX, label: 'Dead' },
  removing: { tone: 'neutral', icon: Trash2, label: 'Removing' },
};

const projects = ['shop', 'monitoring', undefined, 'billing', undefined] as const;
const services = ['api', 'worker', 'db', 'cache', 'proxy'] as const;
const states = Object.keys(demoStates) as readonly DemoState[];

/** The same rows every time: sizes and ages spread by a fixed rule. */
export const demoContainers = (count: number, now: number): readonly DemoContainer[] =>
  Array.from({ length: count }, (_, index) => {
    const project = projects[Math.floor(index / 5) % projects.length];
    const service = services[index % services.length] ?? 'api';
    const prefix = project ?? 'lone';
    return {
      id: `${(index * 2654435761).toString(16).padStart(12, '0').slice(0, 12)}-${index}`,
      name: `${prefix}-${service}-${Math.floor(index / 25) + 1}`,
      project: project === undefined ? undefined : `${project}-${Math.floor(index / 25) + 1}`,
      image: `registry.example.com/${prefix}/${service}:2.${index % 9}.${index % 4}`,
      state: states[(index * 7) % states.length] ?? 'running',
      size: index % 11 === 0 ? undefined : ((index * 7919) % 997) * 1024 * 512,
      cpu: ((index * 37) % 100) / 50,
      createdAt: now - ((index * 104729) % 2_592_000) * 1000,
    };
  });

export const formatSize = (bytes: number): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = bytes === 0 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ''}`;
};

export const formatExactSize = (bytes: number): string => `${bytes.toLocaleString('en')} bytes`;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });

export const formatAge = (at: number, now: number): string => {
  const seconds = Math.round((at - now) / 1000);
  if (seconds > -60) return relative.format(seconds, 'second');
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
};

export const formatTime = (at: number): string => new Date(at).toLocaleString('en');
