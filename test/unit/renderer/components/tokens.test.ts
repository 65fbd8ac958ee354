import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (name: string): string =>
  readFileSync(new URL(`../../../../src/renderer/styles/${name}`, import.meta.url), 'utf8');
const css = `${read('tokens.css')}\n${read('code.css')}`;

type Theme = 'light' | 'dark' | 'contrast';
const themes: readonly Theme[] = ['light', 'dark', 'contrast'];

/** Hexadecimal colour of every token in one theme, by name without the dashes. */
const tokensOf = (theme: Theme): ReadonlyMap<string, string> => {
  const tokens = new Map<string, string>();
  for (const [, name, light, dark] of css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
    tokens.set(name ?? '', (theme === 'light' ? light : dark) ?? '');
  }
  if (theme !== 'contrast') return tokens;
  for (const [, block] of css.matchAll(/\[data-theme="contrast"\] \{([^}]*)\}/g)) {
    for (const [, name, colour] of (block ?? '').matchAll(/--([\w-]+): (#\w{6});/g)) {
      tokens.set(name ?? '', colour ?? '');
    }
  }
  return tokens;
};

/** Relative luminance, WCAG 2.2. */
const luminance = (hex: string): number => {
  const channel = (offset: number): number => {
    const value = Number.parseInt(hex.slice(offset, offset + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};

const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const surfaces = ['bg', 'panel', 'raised', 'sunk', 'hover', 'accent-soft'];
const tones = ['info', 'ok', 'warn', 'bad', 'waste'];
const code = ['property', 'string', 'number', 'keyword', 'punctuation'].map((name) => `code-${name}`);

/** [foreground, background, least ratio]: 4.5 for text, 3 for graphics and borders of controls (1.4.3, 1.4.11). */
const pairs: readonly (readonly [string, string, number])[] = [
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) => surfaces.map((on) => [ink, on, 4.5] as const)),
  ...tones.flatMap((tone) => surfaces.map((on) => [tone, on, 4.5] as const)),
  ...tones.map((tone) => [tone, `${tone}-soft`, 4.5] as const),
  ...['ink-2', 'ink-3'].map((ink) => [ink, 'neutral-soft', 4.5] as const),
  ...tones.map((tone) => ['ink', `${tone}-soft`, 4.5] as const),
  ...code.flatMap((name) => ['panel', 'sunk', 'accent-soft'].map((on) => [name, on, 4.5] as const)),
  ['ink', 'code-match', 4.5],
  ['ink', 'code-match-active', 4.5],
  ['accent', 'panel', 4.5],
  ['accent', 'accent-soft', 4.5],
  ['accent-ink', 'accent', 4.5],
  ['accent-ink', 'accent-hover', 4.5],
  ['danger-ink', 'danger', 4.5],
  ['danger-ink', 'danger-hover', 4.5],
  ...['bg', 'panel', 'raised', 'sunk'].map((on) => ['line-strong', on, 3] as const),
  ...surfaces.map((on) => ['focus', on, 3] as const),
  ...['c1', 'c2', 'c3', 'c4', 'c5', 'c6'].flatMap((c) => ['panel', 'sunk'].map((on) => [c, on, 3] as const)),
];

describe.each(themes)('theme %s', (theme) => {
  const tokens = tokensOf(theme);
  it.each(pairs)('%s on %s has a contrast of at least %d', (foreground, background, least) => {
    const [one, other] = [tokens.get(foreground), tokens.get(background)];
    expect(one, `token --${foreground}`).toBeDefined();
    expect(other, `token --${background}`).toBeDefined();
    expect(contrast(one ?? '', other ?? '')).toBeGreaterThanOrEqual(least);
  });
});

it('every colour of the light theme exists in the high-contrast theme', () => {
  const contrastBlocks = [...css.matchAll(/\[data-theme="contrast"\] \{([^}]*)\}/g)]
    .map((match) => match[1])
    .join('');
  const missing = [...tokensOf('light').keys()].filter((name) => !contrastBlocks.includes(`--${name}:`));
  expect(missing).toEqual([]);
});
