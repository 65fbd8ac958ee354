import { statSync } from 'node:fs';
import path from 'node:path';
import { parseTarget } from './layers-options.mjs';
import { start } from './start.mjs';

/**
 * `estiba open ...`: begins with the layers of an image that no engine has.
 * @param {readonly string[]} args
 * @param {import('./start.mjs').Installation} installation
 * @returns {Promise<void>} sets process.exitCode
 */
export async function open(args, installation) {
  return await start(args, installation, pageOfImage);
}

/**
 * The path of the page that shows an image.
 * @param {string} text a file, a folder or a reference, perhaps with a prefix
 * @throws {Error} for an image of an engine
 */
export function pageOfImage(text) {
  const target = parseTarget(text.trim());
  if (target.kind === 'engine') throw new Error('images of an engine are opened from its list of images');
  if (target.kind === 'archive' || target.kind === 'layout') return addressOf(target.kind, target.path);
  if (target.kind === 'registry') return referenceAddress(target.reference);
  const file = statSync(target.text, { throwIfNoEntry: false });
  if (file) return addressOf(file.isDirectory() ? 'layout' : 'archive', target.text);
  // Nobody writes a reference like this, but a path that is not there.
  if (/^(?:[./~]|[A-Za-z]:)|\.(?:tar|tgz|gz|zst)$/.test(target.text))
    throw new Error(`there is no ${target.text}`);
  return referenceAddress(target.text);
}

/** @param {string} reference */
function referenceAddress(reference) {
  return `/layers/view?${new URLSearchParams({ kind: 'registry', reference })}`;
}

/**
 * @param {'archive' | 'layout'} kind
 * @param {string} file
 */
function addressOf(kind, file) {
  return `/layers/view?${new URLSearchParams({ kind, path: path.resolve(file) })}`;
}
