/** Signals by number, as all of Linux but MIPS, Alpha, SPARC and PA-RISC counts them (signal(7)). */
const byNumber: Readonly<Record<number, string>> = {
  1: 'HUP',
  2: 'INT',
  3: 'QUIT',
  4: 'ILL',
  5: 'TRAP',
  6: 'ABRT',
  7: 'BUS',
  8: 'FPE',
  9: 'KILL',
  10: 'USR1',
  11: 'SEGV',
  12: 'USR2',
  13: 'PIPE',
  14: 'ALRM',
  15: 'TERM',
  16: 'STKFLT',
  17: 'CHLD',
  18: 'CONT',
  19: 'STOP',
  20: 'TSTP',
  21: 'TTIN',
  22: 'TTOU',
  23: 'URG',
  24: 'XCPU',
  25: 'XFSZ',
  26: 'VTALRM',
  27: 'PROF',
  28: 'WINCH',
  29: 'IO',
  30: 'PWR',
  31: 'SYS',
};

/** `TERM` for 15; `RTMIN+3` for real-time ones, of which the C library takes 32 and 33 for itself. */
export function signalName(signal: number): string {
  return byNumber[signal] ?? (signal >= 34 ? `RTMIN+${signal - 34}` : String(signal));
}

/** What is offered to be sent to a process, the gentlest first. */
export const sendableSignals = [
  'TERM',
  'INT',
  'HUP',
  'QUIT',
  'USR1',
  'USR2',
  'STOP',
  'CONT',
  'KILL',
] as const;
export type SendableSignal = (typeof sendableSignals)[number];
