/** Engines store names of Docker Hub without its host, and clients may send them with it. */
export function familiarName(name: string): string {
  return name.replace(/^(index\.)?docker\.io\/(library\/)?/, '');
}

/** The familiar name, with the tag that is meant when none is written. */
export function withTag(reference: string): string {
  const name = familiarName(reference);
  return name.includes('@') || name.slice(name.lastIndexOf('/') + 1).includes(':') ? name : `${name}:latest`;
}
