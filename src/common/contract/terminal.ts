import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { engineId, objectName, timestamp, wireError } from './shared';

/** A shell that was seen in the container's file system and may be executed there. */
export const terminalShell = z.object({
  /** `bash`, `sh`. */
  name: z.string(),
  /** What is executed: its path, and for busybox without a link of its own the applet. */
  command: z.array(z.string()).min(1),
});
export type TerminalShell = z.output<typeof terminalShell>;

/** What a terminal of a container can be. */
export const terminalTarget = z.object({
  running: z.boolean(),
  paused: z.boolean(),
  /** Best first: bash, zsh, fish, ash, sh, others. Empty: there is none in `lookedIn`. */
  shells: z.array(terminalShell),
  /** The folders of its PATH and the usual ones, and what /etc/shells names. */
  lookedIn: z.array(z.string()),
  /** Of its main process. */
  main: z.object({
    tty: z.boolean(),
    /** It has a standard input (`-i`). */
    openStdin: z.boolean(),
    /** Without a terminal its input ends for good when the first client leaves. */
    stdinOnce: z.boolean(),
    /** What it was started as: entrypoint and command. */
    command: z.array(z.string()),
  }),
  /** As configured; absent: root, and `/`. */
  user: z.string().optional(),
  workingDir: z.string().optional(),
});
export type TerminalTarget = z.output<typeof terminalTarget>;

export const execProgram = z.object({
  kind: z.literal('exec'),
  command: z.array(z.string().max(4096)).min(1).max(100),
  /** `name`, `uid`, `user:group`; default: the container's. */
  user: z.string().max(256).optional(),
  /** Absolute; default: the container's. */
  workingDir: z.string().max(4096).optional(),
  /** `NAME=value`, in addition to the container's. */
  env: z.array(z.string().max(32_768)).max(200).optional(),
});

export const attachProgram = z.object({
  kind: z.literal('attach'),
  /** Send input to the main process. */
  stdin: z.boolean(),
  /** Docker's form, `ctrl-p,ctrl-q`: typed in a terminal, they end this session and nothing else. */
  detachKeys: z.string().max(100).optional(),
});

export const debugProgram = z.object({
  kind: z.literal('debug'),
  /** A local image with a shell. */
  image: z.string().min(1).max(512),
});

/**
 * What runs in a session: a program in the container; its main process; or the shell of another image in a helper
 * container that shares its processes and network.
 */
export const terminalProgram = z.discriminatedUnion('kind', [execProgram, attachProgram, debugProgram]);
export type TerminalProgram = z.output<typeof terminalProgram>;

/** Why a session is over. */
export const terminalOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('exited'),
    /** 128 + n: killed by signal n. Absent when the engine does not know. */
    exitCode: z.number().optional(),
    /** The container ended, too. */
    containerEnded: z.boolean(),
    /** The kernel killed for memory (OOM). */
    oomKilled: z.boolean().optional(),
  }),
  /** Attached, and left with the detach keys: the main process goes on. */
  z.object({ kind: z.literal('detached') }),
  /** The connection broke, or the engine was lost. */
  z.object({ kind: z.literal('lost'), error: wireError.optional() }),
]);
export type TerminalOutcome = z.output<typeof terminalOutcome>;

export const terminalSession = z.object({
  id: z.string(),
  engineId,
  containerId: z.string(),
  /** 1, 2, ... within the container. */
  number: z.number().int(),
  /** Given by the user. */
  name: z.string().optional(),
  program: terminalProgram,
  /** False: output as lines, no screen; input by lines. */
  tty: z.boolean(),
  /** The program can be given an end of file; absent: the engine keeps its input open for the next client. */
  inputEnds: z.literal(true).optional(),
  startedAt: timestamp,
  endedAt: timestamp.optional(),
  outcome: terminalOutcome.optional(),
  /** The container that was made for `debug`. */
  helper: z
    .object({
      id: z.string(),
      name: z.string(),
      shell: z.string(),
      /** The folder in the helper that is the container's root; absent when it could not be told. */
      targetRoot: z.string().optional(),
    })
    .optional(),
});
export type TerminalSession = z.output<typeof terminalSession>;

/**
 * Output in order. `start` comes first and says how many of the bytes that follow were output before; after them it is
 * live. `truncated`: older output was dropped. `ended` is the last item.
 */
export const terminalOutput = z.union([
  z.instanceof(Uint8Array),
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('start'), replayBytes: z.number(), truncated: z.boolean() }),
    z.object({ kind: z.literal('ended'), session: terminalSession }),
  ]),
]);
export type TerminalOutput = z.output<typeof terminalOutput>;

/** Characters of a screen. */
export const terminalSize = z.object({
  cols: z.int().min(1).max(2000),
  rows: z.int().min(1).max(2000),
});
export type TerminalSize = z.output<typeof terminalSize>;

/** What became of a program whose session was closed. `stays`: it runs on in the container, as process `pid`. */
export const terminalClosing = z.object({
  process: z.enum(['ended', 'stays', 'detached']),
  pid: z.number().optional(),
});
export type TerminalClosing = z.output<typeof terminalClosing>;

/** Bytes of one `write`, as text. */
export const maxTerminalInput = 64 * 1024;

const containerScope = z.object({ engineId, id: objectName });
const sessionScope = z.object({ sessionId: z.string().max(64) });

export const terminalContract = {
  /** Looks for shells with the archive API: nothing is executed. */
  target: oc.input(containerScope).output(terminalTarget),
  /**
   * Starts a program and keeps its session until it is closed, whether somebody watches or not. `failed_precondition`
   * when the container does not run, or, with details.reason `no_shell`, when the helper's image has no shell;
   * `resource_exhausted` with 50 sessions open.
   */
  open: oc
    .input(containerScope.extend({ program: terminalProgram, size: terminalSize }))
    .output(terminalSession),
  /** Of one container, ended ones too, oldest first. */
  list: oc.input(containerScope).output(z.array(terminalSession)),
  /** Output from what is kept (1 MiB) on. Whoever does not read holds the program up. */
  watch: oc.input(sessionScope).output(eventIterator(terminalOutput)),
  /**
   * Input. Settles when the connection has taken it; the next one is sent after that, so order is kept.
   * `binary`: each character is one byte. `failed_precondition` when it has ended or takes no input.
   */
  write: oc
    .input(
      sessionScope.extend({
        data: z.string().max(maxTerminalInput),
        encoding: z.enum(['utf8', 'binary']).default('utf8'),
      }),
    )
    .output(z.void()),
  /** Ends the input and nothing else; without a terminal the program then reads an end of file. */
  endInput: oc.input(sessionScope).output(z.void()),
  resize: oc.input(sessionScope.extend({ size: terminalSize })).output(z.void()),
  rename: oc.input(sessionScope.extend({ name: z.string().trim().max(100) })).output(terminalSession),
  /** Ends the program where that is possible, removes the helper, and forgets the session. */
  close: oc.input(sessionScope).output(terminalClosing),
};
