const invisible = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name that every file system takes: no separators, no control characters, not only dots. */
export function toFileName(name: string, isFolder: boolean): string {
  const visible = [...name].map((letter) => (letter < ' ' || letter === '\u007f' ? '_' : letter)).join('');
  const safe = visible
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(invisible, '_')
    .replace(/^\.+$/, '_');
  const cut = safe.slice(0, 200) || 'file';
  return isFolder ? `${cut}.tar` : cut;
}
