import type { RunMount, RunPort } from '../../../../common/contract/run-spec';

/** Forms of values on the command line of `docker run`. Each reader gives undefined for what it cannot read. */

const units: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** `512m`, `1.5g`, `1024`: powers of 1024, as Docker counts. */
export function readBytes(text: string): number | undefined {
  const [, digits, unit = 'b'] = /^(\d+(?:\.\d+)?)\s*([bkmgt])?(?:i?b)?$/i.exec(text.trim()) ?? [];
  const factor = units[unit.toLowerCase()];
  return digits === undefined || factor === undefined ? undefined : Math.floor(Number(digits) * factor);
}

/** The shortest form without loss: `512m`. */
export function writeBytes(bytes: number): string {
  for (const unit of ['g', 'm', 'k']) {
    const size = units[unit] ?? 1;
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return `${bytes}b`;
}

const seconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's durations, `1m30s`, in milliseconds. */
export function readDuration(text: string): number | undefined {
  if (text === '0') return 0;
  let rest = text.trim();
  let total = 0;
  while (rest !== '') {
    const [whole, digits, unit = ''] = /^(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    total += Number(digits) * (seconds[unit] ?? 0);
    rest = rest.slice(whole.length);
  }
  return text.trim() === '' ? undefined : Math.round(total);
}

export function writeDuration(ms: number): string {
  if (ms % 60_000 === 0 && ms > 0) return `${ms / 60_000}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function readRange(text: string): Range | undefined {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const range = { from: Number(first), to: Number(last) };
  const isPort = range.from >= 1 && range.to <= 65_535 && range.from <= range.to;
  return first !== undefined && isPort ? range : undefined;
}

/** `8080:80`, `127.0.0.1:8080:80/udp`, `[::1]:53:53`, `80`, `8000-8002:80-82`. One entry for each port. */
export function readPorts(text: string): readonly RunPort[] | undefined {
  const [, address, protocol = 'tcp'] = /^(.*?)(?:\/(tcp|udp|sctp))?$/.exec(text.trim()) ?? [];
  const [, ip, host, inside = ''] =
    /^(?:(\[[0-9a-fA-F:.]+\]|[0-9.]+):(?=[^:]*:))?(?:([0-9-]*):)?([0-9-]+)$/.exec(address ?? '') ?? [];
  const container = readRange(inside);
  const outside = host ? readRange(host) : undefined;
  if (!container || (host && !outside)) return undefined;
  const count = container.to - container.from + 1;
  if (outside && outside.to - outside.from + 1 !== count) return undefined;
  const hostIp = ip?.replace(/^\[|\]$/g, '');
  return Array.from(
    { length: count },
    (_, at): RunPort => ({
      containerPort: container.from + at,
      protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
      ...(outside ? { hostPort: outside.from + at } : {}),
      ...(hostIp ? { hostIp } : {}),
    }),
  );
}

export function writePort({ hostIp, hostPort, containerPort, protocol }: RunPort): string {
  const ip = hostIp === undefined ? '' : `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:`;
  const host = hostPort === undefined ? (ip === '' ? '' : ':') : `${hostPort}:`;
  return `${ip}${host}${containerPort}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

/** `-v`: `name:/path`, `/host:/path:ro,z`, `/path`. */
export function readVolume(text: string): RunMount | undefined {
  const parts = text.split(':');
  if (parts.length > 3) return undefined;
  const [first = '', second, options = ''] = parts;
  if (second === undefined)
    return first.startsWith('/') ? { kind: 'volume', target: first, readOnly: false } : undefined;
  if (!second.startsWith('/') || first === '') return undefined;
  const words = options.split(',').filter(Boolean);
  const readOnly = words.includes('ro');
  const rest = words.filter((word) => word !== 'ro' && word !== 'rw').join(',');
  if (!/[/\\~.]/.test(first[0] ?? '')) {
    return rest === '' ? { kind: 'volume', source: first, target: second, readOnly } : undefined;
  }
  const extra = rest === '' ? {} : { options: rest };
  return { kind: 'bind', source: first, target: second, readOnly, create: true, ...extra };
}

/** `--mount`: `type=bind,source=/a,target=/b,readonly`. */
export function readMount(text: string): RunMount | undefined {
  const fields = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const key = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    fields.set(aliases[key] ?? key, equals < 0 ? 'true' : part.slice(equals + 1));
  }
  const target = fields.get('target');
  if (!target?.startsWith('/')) return undefined;
  const known = ['type', 'source', 'target', 'readonly', 'tmpfs-size', 'tmpfs-mode'];
  if ([...fields.keys()].some((key) => !known.includes(key))) return undefined;
  const readOnly = ['true', '1'].includes(fields.get('readonly') ?? 'false');
  const source = fields.get('source');
  switch (fields.get('type') ?? 'volume') {
    case 'bind':
      return source === undefined ? undefined : { kind: 'bind', source, target, readOnly, create: false };
    case 'volume':
      return { kind: 'volume', ...(source === undefined ? {} : { source }), target, readOnly };
    case 'tmpfs':
      return readTmpfsMount(target, readOnly, fields);
    default:
      return undefined;
  }
}

const aliases: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
};

function readTmpfsMount(
  target: string,
  readOnly: boolean,
  fields: ReadonlyMap<string, string>,
): RunMount | undefined {
  const size = fields.get('tmpfs-size');
  const mode = fields.get('tmpfs-mode');
  const sizeBytes = size === undefined ? undefined : readBytes(size);
  if (size !== undefined && sizeBytes === undefined) return undefined;
  if (mode !== undefined && !/^[0-7]{1,5}$/.test(mode)) return undefined;
  return {
    kind: 'tmpfs',
    target,
    readOnly,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(mode === undefined ? {} : { mode: Number.parseInt(mode, 8) }),
  };
}

/** `--tmpfs`: `/run:size=64m,mode=1777,ro`. */
export function readTmpfs(text: string): RunMount | undefined {
  const [target = '', options = ''] = text.split(':');
  if (!target.startsWith('/')) return undefined;
  const fields = new Map(
    options
      .split(',')
      .filter((option) => option !== '' && option !== 'rw')
      .map((option): [string, string] => {
        const [key = '', value = 'true'] = option.split('=');
        return [key === 'size' || key === 'mode' ? `tmpfs-${key}` : key, value];
      }),
  );
  const readOnly = fields.delete('ro');
  if ([...fields.keys()].some((key) => key !== 'tmpfs-size' && key !== 'tmpfs-mode')) return undefined;
  return readTmpfsMount(target, readOnly, fields);
}

/** The flag and the value that make this mount. */
export function writeMount(mount: RunMount): readonly [flag: string, value: string] {
  const readOnly = mount.readOnly ? ',readonly' : '';
  switch (mount.kind) {
    case 'volume': {
      if (mount.source === undefined) return ['-v', mount.target];
      return ['-v', `${mount.source}:${mount.target}${mount.readOnly ? ':ro' : ''}`];
    }
    case 'bind': {
      if (!mount.create)
        return ['--mount', `type=bind,source=${mount.source},target=${mount.target}${readOnly}`];
      const options = [...(mount.readOnly ? ['ro'] : []), ...(mount.options ? [mount.options] : [])].join(
        ',',
      );
      return ['-v', `${mount.source}:${mount.target}${options === '' ? '' : `:${options}`}`];
    }
    case 'tmpfs': {
      const size = mount.sizeBytes === undefined ? '' : `,tmpfs-size=${mount.sizeBytes}`;
      const mode = mount.mode === undefined ? '' : `,tmpfs-mode=${mount.mode.toString(8)}`;
      return ['--mount', `type=tmpfs,target=${mount.target}${size}${mode}${readOnly}`];
    }
  }
}
