/** An address as a number. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly value: bigint;
}

/** A subnet: the first `length` bits of `address` count. */
export interface Cidr extends IpAddress {
  readonly length: number;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    // Leading zeros mean octal to some programs: engines refuse them.
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

/** Groups of one side of `::`; at the very end an IPv4 address may stand for two. */
function parseGroups(text: string, isEnd: boolean): readonly bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const tail = isEnd && index === parts.length - 1 ? parseIpv4(part) : undefined;
      if (tail === undefined) return undefined;
      groups.push(tail >> 16n, tail & 0xffffn);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before = '', after] = halves;
  const head = parseGroups(before, after === undefined);
  const tail = after === undefined ? [] : parseGroups(after, true);
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  // `::` stands for at least one group; without it all eight are there.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** `10.0.0.1`, `fd00::1`; undefined when it is neither. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const version = text.includes(':') ? 6 : 4;
  const value = version === 6 ? parseIpv6(text) : parseIpv4(text);
  return value === undefined ? undefined : { version, value };
}

const bitsOf = (version: 4 | 6): number => (version === 4 ? 32 : 128);

/** `10.10.0.0/24`, `fd00:1::/64`; undefined when it is no subnet. */
export function parseCidr(text: string): Cidr | undefined {
  const [, host = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseIpAddress(host);
  const length = Number(digits);
  if (!address || length > bitsOf(address.version)) return undefined;
  return { ...address, length };
}

/** The bits that name the subnet; those of hosts are zero. */
function networkBits({ version, value, length }: Cidr): bigint {
  const hostBits = BigInt(bitsOf(version) - length);
  return (value >> hostBits) << hostBits;
}

/** True when no bit of the host part is set. */
export function isNetworkAddress(cidr: Cidr): boolean {
  return networkBits(cidr) === cidr.value;
}

export function contains(cidr: Cidr, address: IpAddress): boolean {
  return (
    cidr.version === address.version && networkBits({ ...cidr, value: address.value }) === networkBits(cidr)
  );
}

export function overlaps(left: Cidr, right: Cidr): boolean {
  const wider = left.length <= right.length ? left : right;
  return contains(wider, wider === left ? right : left);
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => (value >> BigInt(112 - 16 * index)) & 0xffffn);
  const text = groups.map((group) => group.toString(16)).join(':');
  // RFC 5952: the first of the longest runs of zeros, of two groups at least.
  const runs = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return text;
  return text.replace(longest, '::').replace(/:{3,}/, '::');
}

/** The subnet with its host bits cleared: `10.10.0.7/24` is `10.10.0.0/24`. */
export function formatNetwork(cidr: Cidr): string {
  const value = networkBits(cidr);
  const address =
    cidr.version === 6
      ? formatIpv6(value)
      : [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  return `${address}/${cidr.length}`;
}
