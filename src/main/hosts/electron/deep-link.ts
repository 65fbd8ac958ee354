const pages = new Set(['overview', 'containers', 'images', 'volumes', 'networks', 'activity']);
const engineIdPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * The page path for an `estiba://` address, or undefined for anything that is not one of ours.
 * Any program or web page can open such an address, so it can only ever lead to a page, never start an action:
 * `estiba://engines`, `estiba://settings`, `estiba://e/<engine>/<page>[/<object>]`.
 */
export function parseDeepLink(address: string): string | undefined {
  if (address.length > 2000 || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'estiba:') return undefined;
  // estiba://e/default/... puts the first segment into the host.
  const segments = [url.host, ...url.pathname.split('/')].filter((segment) => segment !== '');
  if (segments.length === 1 && (segments[0] === 'engines' || segments[0] === 'settings'))
    return `/${segments[0]}`;
  const [root, engineId, page, object, ...rest] = segments;
  if (root !== 'e' || !engineId || !page || rest.length > 0) return undefined;
  if (!engineIdPattern.test(engineId) || !pages.has(page)) return undefined;
  const name = object === undefined ? undefined : decodeSegment(object);
  if (object !== undefined && name === undefined) return undefined;
  return `/e/${engineId}/${page}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}

/** The address among a command line's arguments: how Windows and Linux hand over a deep link. */
export function findDeepLink(commandLine: readonly string[]): string | undefined {
  const address = commandLine.find((argument) => argument.startsWith('estiba://'));
  return address === undefined ? undefined : parseDeepLink(address);
}

const pageOption = '--page=';

/**
 * The page that `estiba open` asks for, or that a deep link leads to. Only the launcher gives a page, and only that of an
 * image outside of engines; no web page can add an argument of its own.
 */
export function findPage(commandLine: readonly string[]): string | undefined {
  const page = commandLine.find((argument) => argument.startsWith(pageOption))?.slice(pageOption.length);
  const isImage = page !== undefined && /^\/layers\/view\?[\w.%*+=&-]{1,8000}$/.test(page);
  return isImage ? page : findDeepLink(commandLine);
}

function decodeSegment(segment: string): string | undefined {
  try {
    const decoded = decodeURIComponent(segment);
    return /[/\\\0]/.test(decoded) || decoded === '..' || decoded === '.' ? undefined : decoded;
  } catch {
    return undefined;
  }
}
