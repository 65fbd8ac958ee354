import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Absent at the first start: the window manager chooses a place. */
  readonly position?: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const defaultWindowState: WindowState = { width: 1280, height: 820, maximized: false };

/** Smaller, and the tables lose their columns. */
export const minimumSize = { width: 760, height: 480 };

/** The state kept in `file`; the default for a missing, unreadable or nonsensical one. */
export function readWindowState(file: string, displays: readonly Bounds[]): WindowState {
  try {
    return fitWindowState(JSON.parse(readFileSync(file, 'utf8')), displays);
  } catch {
    return defaultWindowState;
  }
}

/** Fails silently: where the window stood is not worth an error, and half a file reads as the default. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, JSON.stringify(state), { mode: 0o600 })
    .then(() => rename(draft, file))
    .catch(() => undefined);
}

/** A stored state made fit for the displays of today: a window must never open where nobody can see it. */
export function fitWindowState(stored: unknown, displays: readonly Bounds[]): WindowState {
  if (!isRecord(stored)) return defaultWindowState;
  const width = boundedSize(stored.width, minimumSize.width, defaultWindowState.width);
  const height = boundedSize(stored.height, minimumSize.height, defaultWindowState.height);
  const maximized = stored.maximized === true;
  const position = isRecord(stored.position) ? stored.position : {};
  const x = position.x;
  const y = position.y;
  if (typeof x !== 'number' || typeof y !== 'number') return { width, height, maximized };
  const visible = displays.some((display) => showsTitleBar({ x, y, width, height }, display));
  return visible ? { width, height, maximized, position: { x, y } } : { width, height, maximized };
}

/** At least 100 px of the top edge, where the window is dragged, lie on the display. */
function showsTitleBar(window: Bounds, display: Bounds): boolean {
  const right = Math.min(window.x + window.width, display.x + display.width);
  const left = Math.max(window.x, display.x);
  return right - left >= 100 && window.y >= display.y && window.y < display.y + display.height - 40;
}

function boundedSize(value: unknown, minimum: number, fallback: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fallback;
  return Math.round(Math.min(Math.max(value, minimum), 16_384));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
