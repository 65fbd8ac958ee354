import { describe, expect, it } from 'vitest';
import {
  contains,
  formatNetwork,
  isNetworkAddress,
  overlaps,
  parseCidr,
  parseIpAddress,
} from '../../../../../src/renderer/features/networks/cidr';

const cidr = (text: string) => {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(`${text} is no subnet`);
  return parsed;
};

const address = (text: string) => {
  const parsed = parseIpAddress(text);
  if (!parsed) throw new Error(`${text} is no address`);
  return parsed;
};

describe('parseIpAddress', () => {
  it.each([
    ['0.0.0.0', 4, 0n],
    ['10.0.0.1', 4, 0x0a000001n],
    ['255.255.255.255', 4, 0xffffffffn],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['fd00::1', 6, 0xfd000000000000000000000000000001n],
    ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
    ['::ffff:10.0.0.1', 6, 0xffff0a000001n],
  ] as const)('reads %s', (text, version, value) => {
    expect(parseIpAddress(text)).toEqual({ version, value });
  });

  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.01',
    '10.0.0.0.0',
    ' 10.0.0.1',
    '10.0.0.1/8',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '12345::',
    'g::',
    '10.0.0.1::',
    '<b>',
  ])('refuses %j', (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });
});

describe('parseCidr', () => {
  it.each(['10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/32', 'fd00::/64', '::/0', 'fd00::/128'])(
    'reads %s',
    (text) => {
      expect(parseCidr(text)).toBeDefined();
    },
  );

  it.each(['10.0.0.0', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/-1', '10.0.0.0/', '/8', '10.0.0.0/8/8'])(
    'refuses %j',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );
});

describe('subnets', () => {
  it.each([
    ['10.10.0.0/24', '10.10.0.0/24', true],
    ['10.10.0.7/24', '10.10.0.0/24', false],
    ['192.168.1.130/25', '192.168.1.128/25', false],
    ['0.0.0.0/0', '0.0.0.0/0', true],
    ['fd00:1:0:0:8::1/64', 'fd00:1::/64', false],
    ['1:0:0:2:0:0:0:3/128', '1:0:0:2::3/128', true],
    ['2001:db8::/32', '2001:db8::/32', true],
    ['1:2:3:4:5:6:7:0/112', '1:2:3:4:5:6:7:0/112', true],
  ])('%s begins at %s', (text, network, isNetwork) => {
    expect(formatNetwork(cidr(text))).toBe(network);
    expect(isNetworkAddress(cidr(text))).toBe(isNetwork);
  });

  it('knows which addresses are inside', () => {
    expect(contains(cidr('10.1.0.0/16'), address('10.1.255.255'))).toBe(true);
    expect(contains(cidr('10.1.0.0/16'), address('10.2.0.0'))).toBe(false);
    expect(contains(cidr('0.0.0.0/0'), address('::'))).toBe(false);
    expect(contains(cidr('fd00::/8'), address('fdff::1'))).toBe(true);
  });

  it('knows when two share addresses, in either order', () => {
    expect(overlaps(cidr('10.61.0.0/16'), cidr('10.61.5.0/24'))).toBe(true);
    expect(overlaps(cidr('10.61.5.0/24'), cidr('10.61.0.0/16'))).toBe(true);
    expect(overlaps(cidr('10.61.0.0/24'), cidr('10.61.1.0/24'))).toBe(false);
    expect(overlaps(cidr('10.0.0.0/8'), cidr('fd00::/8'))).toBe(false);
  });
});
