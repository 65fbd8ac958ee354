import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { createCommandRunner } from './commands';
import { findFolders } from './folders';
import { LogFile } from './log-file';
import { createLogger, parseLogLevel } from './logger';
import type { Platform } from './platform';

export interface PlatformOptions {
  /** Default: this process' environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Default: this user's. */
  readonly homedir?: string;
  /** Default: this machine's. */
  readonly os?: NodeJS.Platform;
  /** Default: the system's. */
  readonly tmpdir?: string;
}

/** The log's name below `folders.state`. */
export const logFileName = 'estiba.log';

/**
 * This machine as the back end needs it. Environment: ESTIBA_LOG_LEVEL = debug | info | warn | error (default info).
 * Touches the file system only for the runtime folder, see `Folders`.
 */
export function createPlatform(options: PlatformOptions = {}): Platform {
  const env = options.env ?? process.env;
  const os = options.os ?? process.platform;
  const clock = { now: () => Date.now() };
  const folders = findFolders({
    env,
    os,
    homedir: options.homedir ?? homedir(),
    tmpdir: options.tmpdir ?? tmpdir(),
    uid: process.getuid?.(),
  });
  const logger = createLogger({
    file: new LogFile(path.join(folders.state, logFileName)),
    level: parseLogLevel(env.ESTIBA_LOG_LEVEL),
    clock,
  });
  return { folders, logger, commands: createCommandRunner({ env, os }), clock, env, os };
}
