/** A path below an engine: `enginePath('default', 'containers', id)` is '/e/default/containers/<id>'. */
export function enginePath(engineId: string, ...segments: readonly string[]): string {
  return ['/e', ...[engineId, ...segments].map(encodeURIComponent)].join('/');
}

/** The engine of a path below /e/, else undefined. */
export function engineIdOf(path: string): string | undefined {
  const [, raw] = /^\/e\/([^/?#]+)/.exec(path) ?? [];
  if (raw === undefined) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    // A broken escape in an address that somebody typed: such an engine does not exist.
    return raw;
  }
}
