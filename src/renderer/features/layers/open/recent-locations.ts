import { useSyncExternalStore } from 'react';
import { isReceivedArchive } from '../../../../common/received-archives';
import { fromAddress, type OutsideLocation, toAddress } from './location-address';

const key = 'estiba.recent-images';
const maxRecent = 12;

let known: readonly OutsideLocation[] | undefined;
const listeners = new Set<() => void>();

function read(): readonly OutsideLocation[] {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    const addresses = Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : [];
    return addresses.flatMap((address: string) => fromAddress(address.slice(address.indexOf('?'))) ?? []);
  } catch {
    // Storage may be turned off, or hold what somebody else wrote.
    return [];
  }
}

function getRecent(): readonly OutsideLocation[] {
  known ??= read();
  return known;
}

function write(next: readonly OutsideLocation[]): void {
  known = next;
  try {
    localStorage.setItem(key, JSON.stringify(next.map(toAddress)));
  } catch {
    // It is remembered until the page is closed.
  }
  for (const listener of listeners) listener();
}

/** Puts a location in front, unless it goes with this session. */
export function rememberLocation(location: OutsideLocation): void {
  if (location.kind !== 'registry' && isReceivedArchive(location.path)) return;
  const address = toAddress(location);
  if (getRecent()[0] && toAddress(getRecent()[0] as OutsideLocation) === address) return;
  write([location, ...getRecent().filter((other) => toAddress(other) !== address)].slice(0, maxRecent));
}

export function forgetLocation(location: OutsideLocation): void {
  write(getRecent().filter((other) => toAddress(other) !== toAddress(location)));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was opened before, newest first; on this computer only. */
export function useRecentLocations(): readonly OutsideLocation[] {
  return useSyncExternalStore(subscribe, getRecent);
}
