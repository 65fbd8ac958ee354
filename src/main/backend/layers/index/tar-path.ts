const slash = 47;
const dot = 46;

/** Components of one path: reused for every entry of an archive. */
export interface PathParts {
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Deeper paths are longer than any system takes (4,096 bytes). */
const maxComponents = 4096;

export function createPathParts(): PathParts {
  return { count: 0, starts: new Int32Array(maxComponents), ends: new Int32Array(maxComponents) };
}

/**
 * Cuts a path of an archive into components: `./`, `//`, a leading and a trailing slash mean nothing, and `a/../b` is
 * `b`, as engines clean names before they unpack. False for a path that would leave the root, or is too deep.
 */
export function splitTarPath(path: Uint8Array, parts: PathParts): boolean {
  let count = 0;
  let start = 0;
  for (let at = 0; at <= path.length; at += 1) {
    if (at < path.length && path[at] !== slash) continue;
    const length = at - start;
    const isDot = length === 1 && path[start] === dot;
    const isUp = length === 2 && path[start] === dot && path[start + 1] === dot;
    if (isUp) {
      if (count === 0) return false;
      count -= 1;
    } else if (length > 0 && !isDot) {
      if (count === maxComponents) return false;
      parts.starts[count] = start;
      parts.ends[count] = at;
      count += 1;
    }
    start = at + 1;
  }
  parts.count = count;
  return true;
}

/** The same as a list, for the rare cases. */
export function componentsOf(path: Uint8Array): readonly Uint8Array[] | undefined {
  if (!splitTarPath(path, scratch)) return undefined;
  return Array.from({ length: scratch.count }, (_, index) =>
    path.subarray(scratch.starts[index], scratch.ends[index]),
  );
}

const scratch = createPathParts();

/** Whether the part of the bytes from start to end begins with the prefix. */
export function startsWithAt(bytes: Uint8Array, prefix: Uint8Array, start: number, end: number): boolean {
  if (end - start < prefix.length) return false;
  for (let at = 0; at < prefix.length; at += 1) if (bytes[start + at] !== prefix[at]) return false;
  return true;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A name as text: UTF-8, with bytes that are none, and control characters, written as `\xff`. */
export function formatName(name: Uint8Array): string {
  try {
    return strict.decode(name).replace(controls, escapeCharacter);
  } catch {
    return [...name]
      .map((byte) => (byte < 0x20 || byte >= 0x7f ? escapeByte(byte) : String.fromCharCode(byte)))
      .join('');
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f]/g;

function escapeCharacter(character: string): string {
  return escapeByte(character.charCodeAt(0));
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
