import { readFileSync } from 'node:fs';

/** A recorded answer of a real engine, from test/fixtures: `fixture('engine-20.10/df.json')`. */
export function fixture(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8'));
}
