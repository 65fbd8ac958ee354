/** How grave a line is; `none` when it does not say. The rules are in docs/logs.md. */
export const logLevels = ['error', 'warn', 'info', 'debug', 'none'] as const;
export type LogLevel = (typeof logLevels)[number];

const words: Readonly<Record<string, LogLevel>> = {
  emerg: 'error',
  emergency: 'error',
  alert: 'error',
  crit: 'error',
  critical: 'error',
  fatal: 'error',
  panic: 'error',
  severe: 'error',
  error: 'error',
  err: 'error',
  warning: 'warn',
  warn: 'warn',
  notice: 'info',
  info: 'info',
  information: 'info',
  log: 'info',
  debug: 'debug',
  dbug: 'debug',
  dbg: 'debug',
  trace: 'debug',
  verbose: 'debug',
  fine: 'debug',
};

/** A level is said early; the rest of a long line is its matter. */
const headLength = 512;

const jsonKey = /"(?:level|severity|lvl|log\.level|loglevel)"\s*:\s*(?:"([A-Za-z]+)"|(\d{1,2}))/i;
const logfmt = /(?:^|\s)(?:level|lvl|severity)="?([A-Za-z]+)/i;
const klog = /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+\s/;
/** Up to three words or times, then the level: in brackets, before a colon, or in capitals. */
const leading =
  /^(?:[\d\-:.,/TZ+]+\s+){0,3}(?:\[([A-Za-z]+)\]|<([A-Za-z]+)>|([A-Za-z]+):|([A-Z]{3,9})(?=[\s|\]-]))/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
const colours = /\u001b\[[\d;]*m/g;
const klogLevels: Readonly<Record<string, LogLevel>> = { I: 'info', W: 'warn', E: 'error', F: 'error' };

/** The level that a line says it has. */
export function guessLevel(text: string): LogLevel {
  let head = text.length > headLength ? text.slice(0, headLength) : text;
  if (head.includes('\u001b')) head = head.replace(colours, '');
  if (head.startsWith('{')) {
    const [, name, number] = jsonKey.exec(head) ?? [];
    if (name) return words[name.toLowerCase()] ?? 'none';
    if (number) return levelOfNumber(Number(number));
    return 'none';
  }
  const [, value] = logfmt.exec(head) ?? [];
  if (value) return words[value.toLowerCase()] ?? 'none';
  const [, letter] = klog.exec(head) ?? [];
  if (letter) return klogLevels[letter] ?? 'none';
  const found = leading.exec(head);
  const word = found?.slice(1).find((part) => part !== undefined);
  return (word && words[word.toLowerCase()]) || 'none';
}

/** pino and bunyan: 10 trace to 60 fatal; below 10 syslog: 0 emergency to 7 debug. */
function levelOfNumber(value: number): LogLevel {
  if (value < 10) return value <= 3 ? 'error' : value === 4 ? 'warn' : value <= 6 ? 'info' : 'debug';
  if (value >= 50) return 'error';
  if (value >= 40) return 'warn';
  return value >= 30 ? 'info' : 'debug';
}
