import { isAscii } from 'node:buffer';
import { createContext, Script } from 'node:vm';
import { AppError, assertNever } from '../../../../common/errors';
import { startsWithAt } from '../index/tar-path';
import type { MergedTree } from '../stack/merged-tree';
import { globToRegExp } from './glob';

export type FilterSyntax = 'text' | 'glob' | 'regex';

/** With a slash it is held against the whole path (without a leading slash), else against the name. */
export interface NameFilter {
  readonly text: string;
  readonly syntax: FilterSyntax;
}

/** Longest time for one filter, in milliseconds: a regular expression of a user may never end. */
const maxFilterMs = 2000;

/** 1 for every node that the filter finds. @throws AppError invalid_argument for a wrong or endless expression */
export function matchNames(tree: MergedTree, filter: NameFilter): Uint8Array {
  const matched = new Uint8Array(tree.count);
  const withPath = filter.text.includes('/');
  if (filter.syntax === 'text' && !withPath && isAscii(Buffer.from(filter.text))) {
    findInNames(tree, filter.text.toLowerCase(), matched);
    return matched;
  }
  const tests = toTests(filter);
  withTimeLimit(() => (withPath ? testPaths(tree, tests, matched) : testNames(tree, tests, matched)));
  return matched;
}

type Test = (text: string) => boolean;

/** How a path is held against a filter; what tells most apart comes first. */
interface Tests {
  /** For the path of the folder with a slash at its end. */
  readonly folder?: Test | undefined;
  readonly name?: Test | undefined;
  readonly whole?: Test | undefined;
}

function toTests({ text, syntax }: NameFilter): Tests {
  const wanted = text.replace(/^\/+/, '');
  const cut = wanted.lastIndexOf('/') + 1;
  const [head, last] = [wanted.slice(0, cut), wanted.slice(cut)];
  switch (syntax) {
    case 'text':
      return {
        folder: head
          ? testOf(new RegExp(`${text.startsWith('/') ? '^' : ''}${escapeText(head)}$`, 'iu'))
          : undefined,
        name: testOf(new RegExp(`${cut > 0 ? '^' : ''}${escapeText(last)}`, 'iu')),
      };
    case 'glob': {
      const hasOwnLast = cut > 0 && !/[{}]|\*\*/.test(last);
      return {
        name: hasOwnLast ? testOf(globToRegExp(last)) : undefined,
        whole: testOf(globToRegExp(wanted)),
      };
    }
    case 'regex':
      return { whole: testOf(toRegExp(text)) };
    default:
      return assertNever(syntax);
  }
}

function testOf(expression: RegExp): Test {
  return (text) => expression.test(text);
}

/** Text as it is, in a regular expression. */
function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function toRegExp(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('invalid_argument', words, { details: { field: 'filter' } });
  }
}

/** So many hits in a row are dense: searching name by name is faster then. */
const denseHits = 20_000;

/** All names stand in one buffer: searching it as a whole is ten times as fast as one by one, where hits are rare. */
function findInNames(tree: MergedTree, wanted: string, matched: Uint8Array): void {
  const { nameStart, count } = tree;
  const haystack = lowerCaseNames(tree);
  const needle = Buffer.from(wanted);
  let node = 0;
  let hits = 0;
  let at = haystack.indexOf(needle, 0);
  while (at >= 0) {
    while (node < count && (nameStart[node + 1] ?? 0) <= at) node += 1;
    hits += 1;
    if (hits > denseHits) {
      findOneByOne(tree, haystack, needle, node, matched);
      return;
    }
    const end = nameStart[node + 1] ?? 0;
    const isInside = at + needle.length <= end;
    if (isInside) matched[node] = 1;
    // One hit is enough; a hit across two names is none.
    at = haystack.indexOf(needle, isInside ? end : at + 1);
  }
}

function findOneByOne(
  { nameStart, count }: MergedTree,
  haystack: Buffer,
  needle: Buffer,
  from: number,
  matched: Uint8Array,
): void {
  const first = needle[0];
  for (let node = from; node < count; node += 1) {
    const last = (nameStart[node + 1] ?? 0) - needle.length;
    for (let at = nameStart[node] ?? 0; at <= last; at += 1) {
      if (haystack[at] !== first || !startsWithAt(haystack, needle, at, haystack.length)) continue;
      matched[node] = 1;
      break;
    }
  }
}

/** Kept while the tree is: who types asks again with every key. */
const lowerCased = new WeakMap<MergedTree, Buffer>();

function lowerCaseNames(tree: MergedTree): Buffer {
  const known = lowerCased.get(tree);
  if (known) return known;
  const lower = lowerCase(tree.names);
  lowerCased.set(tree, lower);
  return lower;
}

function lowerCase(bytes: Buffer): Buffer {
  const lower = Buffer.allocUnsafe(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    lower[at] = byte >= 65 && byte <= 90 ? byte + 32 : byte;
  }
  return lower;
}

function testNames(tree: MergedTree, { name, whole }: Tests, matched: Uint8Array): void {
  const test = name ?? whole;
  const nameOf = nameReader(tree);
  for (let node = 1; node < tree.count; node += 1) if (test?.(nameOf(node))) matched[node] = 1;
}

interface OpenFolder {
  readonly end: number;
  /** With a slash at its end. */
  readonly path: string;
  readonly isCandidate: boolean;
}

function testPaths(tree: MergedTree, { folder, name: ofName, whole }: Tests, matched: Uint8Array): void {
  const nameOf = nameReader(tree);
  const root: OpenFolder = { end: tree.count, path: '', isCandidate: folder?.('') ?? true };
  const folders: OpenFolder[] = [];
  let inside = root;
  for (let node = 1; node < tree.count; node += 1) {
    while (node >= inside.end) inside = folders.pop() ?? root;
    const name = nameOf(node);
    const isFound = inside.isCandidate && (ofName?.(name) ?? true) && (whole?.(inside.path + name) ?? true);
    if (isFound) matched[node] = 1;
    const end = tree.end[node] ?? 0;
    if (end === node + 1) continue;
    folders.push(inside);
    const path = `${inside.path}${name}/`;
    inside = { end, path, isCandidate: folder?.(path) ?? true };
  }
}

/** Names as text: cut from one large string where they are ASCII, which most are. */
function nameReader({ names, nameStart }: MergedTree): (node: number) => string {
  const all = names.toString('latin1');
  if (isAscii(names)) return (node) => all.slice(nameStart[node], nameStart[node + 1]);
  return (node) => {
    const name = all.slice(nameStart[node], nameStart[node + 1]);
    return notAscii.test(name) ? Buffer.from(name, 'latin1').toString('utf8') : name;
  };
}

const notAscii = /[\u0080-\u00ff]/;

/** Only V8's own time limit can end a regular expression that is being matched. */
function withTimeLimit(work: () => void): void {
  const context = createContext({ work });
  try {
    new Script('work()').runInContext(context, { timeout: maxFilterMs });
  } catch (thrown) {
    if (!isTimeout(thrown)) throw thrown;
    throw new AppError('invalid_argument', `the filter took longer than ${maxFilterMs} ms`, {
      details: { field: 'filter' },
    });
  }
}

/** The error may be of the other context, and so no instance of this one's Error. */
function isTimeout(thrown: unknown): boolean {
  const isObject = typeof thrown === 'object' && thrown !== null;
  return isObject && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
