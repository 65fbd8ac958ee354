/**
 * A pattern as shells and .dockerignore have it: `*` and `?` stay within a name, `**` crosses folders, `[a-z]`, `[!a]`
 * and `{a,b}` are choices, a backslash takes the meaning away. The whole text must match.
 */
export function globToRegExp(glob: string): RegExp {
  let source = '';
  let at = 0;
  let braces = 0;
  while (at < glob.length) {
    const character = glob[at] ?? '';
    const rest = glob.slice(at);
    const set = /^\[(!?)((?:\\.|[^\]\\])+)\]/.exec(rest);
    if (rest.startsWith('**/')) source += '(?:.*/)?';
    else if (rest.startsWith('**')) source += '.*';
    else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (set) source += `[${set[1] ? '^/' : ''}${escapeSet(set[2] ?? '')}]`;
    else if (character === '{' && rest.includes('}')) source += '(?:';
    else if (character === '}' && braces > 0) source += ')';
    else if (character === ',' && braces > 0) source += '|';
    else source += escapeText(character === '\\' ? (glob[at + 1] ?? '\\') : character);
    if (character === '{' && rest.includes('}')) braces += 1;
    if (character === '}' && braces > 0) braces -= 1;
    at += lengthOf(rest, set?.[0]);
  }
  return new RegExp(`^${source}${')'.repeat(braces)}$`, 'su');
}

function lengthOf(rest: string, set: string | undefined): number {
  if (rest.startsWith('**/')) return 3;
  if (rest.startsWith('**')) return 2;
  if (set) return set.length;
  return rest.startsWith('\\') && rest.length > 1 ? 2 : [...rest.slice(0, 2)][0]?.length || 1;
}

function escapeText(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, (special) =>
    special === '-' ? '\\x2d' : `\\${special}`,
  );
}

/** A range stays a range. */
function escapeSet(text: string): string {
  return text.replace(/[\\^[\]]/g, '\\$&');
}
