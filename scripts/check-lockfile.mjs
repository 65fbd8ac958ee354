// A registry can lack some platforms' builds of the newest release; npm then drops them from the lockfile without a
// word, and `npm ci` fails for everybody on those platforms. So: every optional dependency that a package names
// must stand in the lockfile, and no entry may carry an address: it would be that of somebody's mirror (see .npmrc).
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const missing = [];
const addressed = [];
for (const [path, entry] of Object.entries(packages)) {
  if (entry.resolved) addressed.push(path);
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!isLocked(path, name)) missing.push(`${path || '.'} -> ${name}@${entry.optionalDependencies[name]}`);
  }
}

/**
 * Node's own look-up: the folder's node_modules, then each parent's.
 * @param {string} from
 * @param {string} name
 */
function isLocked(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder}${folder ? '/' : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

for (const line of missing) console.error(`lockfile: missing ${line}`);
for (const line of addressed) console.error(`lockfile: carries a download address: ${line}`);
if (missing.length + addressed.length > 0) process.exit(1);
console.log(`lockfile: complete for all platforms (${Object.keys(packages).length} packages)`);
