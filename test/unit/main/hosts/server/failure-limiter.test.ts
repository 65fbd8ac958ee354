import { describe, expect, it } from 'vitest';
import { FailureLimiter } from '../../../../../src/main/hosts/server/failure-limiter';

function limiterWithClock() {
  const clock = { now: 0 };
  const limiter = new FailureLimiter({ limit: 3, windowMs: 60_000, now: () => clock.now });
  return { clock, fail: (credential: string, remote = 'a') => limiter.fail(remote, credential) };
}

describe('FailureLimiter', () => {
  it('lets some pass, then says how long to wait', () => {
    const { clock, fail } = limiterWithClock();
    expect([fail('1'), fail('2'), fail('3')]).toEqual([0, 0, 0]);
    clock.now = 20_000;
    expect(fail('4')).toBe(40);
    clock.now = 59_999;
    expect(fail('5')).toBe(1);
    clock.now = 60_000;
    expect(fail('6')).toBe(0);
  });

  it('counts each address for itself, and the same credential once', () => {
    const { fail } = limiterWithClock();
    expect(Array.from({ length: 10 }, () => fail('same'))).toEqual(Array(10).fill(0));
    fail('2');
    fail('3');
    expect(fail('4')).toBeGreaterThan(0);
    expect(fail('4', 'b')).toBe(0);
    expect(fail('same')).toBe(0);
  });

  it('forgets the address heard of longest ago when there are too many', () => {
    const { fail } = limiterWithClock();
    for (const credential of ['1', '2', '3']) fail(credential, 'first');
    expect(fail('4', 'first')).toBeGreaterThan(0);
    for (let index = 0; index < 1000; index++) fail('1', `other-${index}`);
    expect(fail('4', 'first')).toBe(0);
  });
});
