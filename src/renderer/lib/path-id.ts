/** How the back end names paths in a container: base64url of their bytes, because names may be no UTF-8. */

const encode = (binary: string): string =>
  btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

export function toPathId(path: string): string {
  return encode(String.fromCharCode(...new TextEncoder().encode(path)));
}

/** The folder above: cut at the last slash of the bytes. Empty is the root. */
export function parentOf(pathId: string): string {
  const binary = atob(pathId.replaceAll('-', '+').replaceAll('_', '/'));
  const cut = binary.lastIndexOf('/');
  return cut <= 0 ? '' : encode(binary.slice(0, cut));
}
