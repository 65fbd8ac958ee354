/**
 * Strings that a hostile image, label or file can carry: markup, control characters, terminal escapes, bidirectional
 * overrides, very long and very odd text. An interface has to show them as plain text.
 */
export const hostileStrings = {
  markup: '<img src=x onerror="window.__estibaPwned=1"><script>window.__estibaPwned=1</script>',
  rightToLeft: 'invoice\u202Egnp.exe',
  control: 'bell\u0007 null\u0000 back\bspace',
  escape: '\u001b[31mred\u001b[0m \u001b]0;title\u0007',
  newline: 'first line\nsecond line\r\nthird',
  zeroWidth: 'ad\u200Bmin\u2060\uFEFF',
  long: 'x'.repeat(4096),
  prototype: '__proto__',
} as const;

/** Container names. No engine of today would accept them; a client must survive an engine that does. */
export const hostileNames: readonly string[] = [
  hostileStrings.markup,
  hostileStrings.rightToLeft,
  hostileStrings.control,
  hostileStrings.prototype,
  'constructor',
  '..',
];

/**
 * Labels as an image author can set them on any engine. Built from entries, because a literal `__proto__` key would set
 * the prototype instead of a label.
 */
export const hostileLabels: Readonly<Record<string, string>> = Object.fromEntries([
  ['<b>bold</b>', hostileStrings.markup],
  ['com.example.rtl', hostileStrings.rightToLeft],
  ['com.example.control', hostileStrings.control],
  ['com.example.escape', hostileStrings.escape],
  ['com.example.newline', hostileStrings.newline],
  ['com.example.long', hostileStrings.long],
  ['__proto__', 'polluted'],
  ['com.docker.compose.project', hostileStrings.markup],
  ['com.docker.compose.service', hostileStrings.rightToLeft],
]);
