import { spawn } from 'node:child_process';

/**
 * Runs a program to its end with nothing on its input and its output passed through.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env] added to this process's
 * @returns {Promise<number>} the exit code; 1 when a signal ended it
 */
export async function runProgram(command, args, env = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
