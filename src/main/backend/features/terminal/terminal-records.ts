import { z } from 'zod';
import {
  commandLine,
  flag,
  optionalNumber,
  optionalText,
  textList,
} from '../../engine/records/tolerant-schema';

/** GET /containers/{id}/json, as far as terminals need it. */
export const terminalContainerRecord = z.object({
  Id: z.string().min(1),
  Name: z.string().default(''),
  State: z.object({
    Running: flag,
    Paused: flag,
    Pid: optionalNumber,
    ExitCode: optionalNumber,
    OOMKilled: flag,
  }),
  Config: z.object({
    Tty: flag,
    OpenStdin: flag,
    StdinOnce: flag,
    User: optionalText,
    WorkingDir: optionalText,
    Env: textList,
    Entrypoint: commandLine,
    Cmd: commandLine,
  }),
  HostConfig: z.object({ PidMode: optionalText }),
});
export type TerminalContainerRecord = z.output<typeof terminalContainerRecord>;

export const createdRecord = z.object({ Id: z.string().min(1) });

/** GET /exec/{id}/json. Podman leaves the exit code 0 while it runs. */
export const execRecord = z.object({ Running: flag, ExitCode: optionalNumber, Pid: optionalNumber });
