import { AppError } from '../errors';

/**
 * The name of an image: `[domain/]path[:tag][@digest]`. Grammar: distribution/reference; short names mean Docker Hub
 * (`alpine` is `docker.io/library/alpine`), as docker reads them.
 */
export interface ImageReference {
  /** Registry host with its port: `docker.io`, `localhost:5000`, `[::1]:5000`. */
  readonly domain: string;
  /** Repository below the registry: `library/alpine`. */
  readonly path: string;
  readonly tag?: string | undefined;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest?: string | undefined;
}

export type ReferencePart = 'reference' | 'domain' | 'path' | 'tag' | 'digest';

export const defaultDomain = 'docker.io';
export const defaultTag = 'latest';

const legacyDefaultDomain = 'index.docker.io';
const officialPrefix = 'library/';
/** Bytes of domain and path together, as distribution limits it. */
const maximalNameLength = 255;

/** Digits of a digest, by algorithm. */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * Reads a reference as a user writes it. Throws `invalid_argument` that says which part is wrong, why and where
 * (`details`: part, at = index of the first wrong character).
 */
export function parseReference(text: string): ImageReference {
  if (text === '') throw invalid(text, 'reference', 0, 'it is empty');
  const at = text.indexOf('@');
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = tagColon(rest);
  const name = colon < 0 ? rest : rest.slice(0, colon);
  const { domain, path } = parseName(text, name);
  return {
    domain,
    path,
    ...(colon < 0 ? {} : { tag: checkTag(text, rest.slice(colon + 1), colon + 1) }),
    ...(at < 0 ? {} : { digest: checkDigest(text, text.slice(at + 1), at + 1) }),
  };
}

/** The reference, or undefined where `parseReference` throws. */
export function tryParseReference(text: string): ImageReference | undefined {
  try {
    return parseReference(text);
  } catch {
    return undefined;
  }
}

/** Complete: `docker.io/library/alpine:3`. */
export function formatReference(reference: ImageReference): string {
  return `${reference.domain}/${reference.path}${suffix(reference)}`;
}

/** As docker shows it: without Docker Hub's domain and `library/`. */
export function formatFamiliarReference(reference: ImageReference): string {
  return `${familiarName(reference)}${suffix(reference)}`;
}

/** The familiar name without tag and digest: what the Engine API calls `repo`. */
export function familiarName({ domain, path }: ImageReference): string {
  if (domain !== defaultDomain) return `${domain}/${path}`;
  const short = path.startsWith(officialPrefix) ? path.slice(officialPrefix.length) : path;
  // `library/team/app` keeps its folder: `team/app` is another repository.
  return short.includes('/') && short !== path ? path : short;
}

/** With the tag `latest` where there is neither tag nor digest. */
export function withDefaultTag(reference: ImageReference): ImageReference {
  return reference.tag || reference.digest ? reference : { ...reference, tag: defaultTag };
}

/** The complete form of a reference as a user writes it; see `parseReference` for errors. */
export function normalizeReference(text: string): string {
  return formatReference(withDefaultTag(parseReference(text)));
}

function suffix({ tag, digest }: ImageReference): string {
  return `${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

/** A colon after the last slash begins the tag; one before it belongs to the port. */
function tagColon(rest: string): number {
  const colon = rest.lastIndexOf(':');
  return colon > rest.lastIndexOf('/') ? colon : -1;
}

function parseName(text: string, name: string): Pick<ImageReference, 'domain' | 'path'> {
  if (/^[0-9a-f]{64}$/.test(name)) {
    throw invalid(text, 'path', 0, '64 hexadecimal digits are an image id, not a name');
  }
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasDomain = isDomainLike(first);
  const written = hasDomain ? checkDomain(text, first) : defaultDomain;
  const domain = written === legacyDefaultDomain ? defaultDomain : written;
  const pathStart = hasDomain ? slash + 1 : 0;
  const path = checkPath(text, name.slice(pathStart), pathStart);
  const official = domain === defaultDomain && !path.includes('/');
  const full = official ? `${officialPrefix}${path}` : path;
  if (domain.length + 1 + full.length > maximalNameLength) {
    throw invalid(text, 'path', pathStart, `the name is longer than ${maximalNameLength} characters`);
  }
  return { domain, path: full };
}

/** What docker takes for a host: it has a dot, a port or an upper case letter, or is `localhost`. */
function isDomainLike(first: string): boolean {
  return first === 'localhost' || /[.:A-Z]/.test(first);
}

const hostPattern =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*$/;
const addressPattern = /^\[[0-9a-fA-F:]+\]$/;

function checkDomain(text: string, domain: string): string {
  const port = /:(\d+)$/.exec(domain);
  const host = port ? domain.slice(0, port.index) : domain;
  if (hostPattern.test(host) || addressPattern.test(host)) return domain;
  if (/^[^:]*:[^:]*$/.test(domain) && !domain.startsWith('[')) {
    const colon = domain.indexOf(':');
    if (hostPattern.test(domain.slice(0, colon))) {
      throw invalid(text, 'domain', colon + 1, 'a port is a number');
    }
  }
  const good = /^[a-zA-Z0-9]+(?:(?:-+|\.)[a-zA-Z0-9]+)*/.exec(host)?.[0] ?? '';
  throw invalid(text, 'domain', good.length, `${JSON.stringify(host)} is no host name`);
}

const componentPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

function checkPath(text: string, path: string, start: number): string {
  let at = start;
  for (const component of path.split('/')) {
    if (!componentPattern.test(component)) throw invalidComponent(text, component, at);
    at += component.length + 1;
  }
  return path;
}

function invalidComponent(text: string, component: string, start: number): AppError {
  if (component === '') return invalid(text, 'path', start, 'a part of the path is empty');
  const upper = firstIndex(component, /[A-Z]/);
  if (upper < component.length && !/[^A-Za-z0-9._-]/.test(component)) {
    return invalid(text, 'path', start + upper, `${JSON.stringify(component)} must be lower case`);
  }
  const wrong = firstIndex(component, /[^a-z0-9._-]/);
  if (wrong < component.length) {
    const character = JSON.stringify([...component.slice(wrong)][0] ?? '');
    return invalid(text, 'path', start + wrong, `${character} is not allowed in a path`);
  }
  const reason = 'separators (one dot, one or two underscores, dashes) stand between letters or digits';
  return invalid(
    text,
    'path',
    start + misplacedSeparator(component),
    `${JSON.stringify(component)}: ${reason}`,
  );
}

/** Where the longest right beginning of a component ends. */
function misplacedSeparator(component: string): number {
  const good = /^[a-z0-9]+(?:(?:\.|__|_|-+)[a-z0-9]+)*/.exec(component)?.[0];
  return good === undefined ? 0 : good.length;
}

function checkTag(text: string, tag: string, start: number): string {
  if (tag === '') throw invalid(text, 'tag', start, 'the tag is empty');
  const wrong = firstIndex(tag, /[^A-Za-z0-9_.-]/);
  if (wrong < tag.length) throw invalid(text, 'tag', start + wrong, 'a tag has letters, digits, _ . and -');
  if (/^[.-]/.test(tag)) throw invalid(text, 'tag', start, 'a tag begins with a letter, a digit or _');
  if (tag.length > 128) throw invalid(text, 'tag', start + 128, 'a tag has at most 128 characters');
  return tag;
}

function checkDigest(text: string, digest: string, start: number): string {
  const [, algorithm, hex] =
    /^([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):(.*)$/.exec(digest) ?? [];
  if (algorithm === undefined || hex === undefined) {
    throw invalid(text, 'digest', start, 'a digest is an algorithm, a colon and hexadecimal digits');
  }
  const hexStart = start + algorithm.length + 1;
  const length = Object.hasOwn(digestLengths, algorithm) ? digestLengths[algorithm] : undefined;
  if (length === undefined) throw invalid(text, 'digest', start, `${algorithm} is no known algorithm`);
  const wrong = firstIndex(hex, /[^0-9a-f]/);
  if (wrong < hex.length)
    throw invalid(text, 'digest', hexStart + wrong, 'a digest has the digits 0-9 and a-f');
  if (hex.length !== length) {
    throw invalid(
      text,
      'digest',
      hexStart,
      `a ${algorithm} digest has ${length} digits, this one ${hex.length}`,
    );
  }
  return digest;
}

/** Where the pattern first matches, else the text's length. */
function firstIndex(text: string, pattern: RegExp): number {
  const index = text.search(pattern);
  return index < 0 ? text.length : index;
}

function invalid(text: string, part: ReferencePart, at: number, reason: string): AppError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  const message = `invalid image reference ${JSON.stringify(shown)}: ${part} at character ${at + 1}: ${reason}`;
  return new AppError('invalid_argument', message, { details: { part, at } });
}
