import { describe, expect, it } from 'vitest';
import { parseField, readForm, toForm } from '../../../../../src/renderer/features/limits/limits-form';

describe('limits form', () => {
  it('gives back the values it was made of', () => {
    const values = {
      cpus: 0.5,
      memoryBytes: 100_000_000,
      memorySwapBytes: -1,
      pids: 50,
      cpuset: '0-1',
      restart: { name: 'on-failure' as const, maximumRetryCount: 3 },
    };
    expect(readForm(toForm(values))).toEqual({ values, unreadable: [] });
  });
  it('names the fields that hold no number', () => {
    const form = toForm({ restart: { name: 'no', maximumRetryCount: 0 } });
    expect(readForm({ ...form, texts: { ...form.texts, cpus: 'x', pids: '1.5' } }).unreadable).toEqual([
      'cpus',
      'pids',
    ]);
  });
  it('takes a decimal comma', () => expect(parseField('cpus', '0,5')).toBe(0.5));
});
