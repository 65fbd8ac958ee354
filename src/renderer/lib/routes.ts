import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { useParams } from 'wouter';
import type { Messages } from './messages';

/** A page and where it is. `component` is lazy. */
export interface FeatureRoute {
  /** Pattern of wouter: `/e/:engineId/containers/:id`. */
  readonly path: string;
  readonly component: ComponentType;
}

/** An entry of the rail, also a target of the palette. */
export interface NavEntry {
  readonly id: string;
  /** `engine`: below /e/<engine>; `app`: stands alone. */
  readonly scope: 'engine' | 'app';
  /** Without slashes: `containers`. */
  readonly path: string;
  readonly icon: LucideIcon;
  readonly label: (messages: Messages) => string;
  /** A hook that counts what the page lists; undefined while nobody knows. */
  readonly useCount?: (engineId: string | undefined) => number | undefined;
  /** In the words of lib/shortcuts: `g c`. */
  readonly shortcut?: string;
}

/** A parameter of the route, decoded. Empty when the pattern has no such name. */
export function useRouteParameter(name: string): string {
  const value: unknown = useParams()[name];
  if (typeof value !== 'string') return '';
  try {
    return decodeURIComponent(value);
  } catch {
    // A literal % that somebody typed.
    return value;
  }
}
