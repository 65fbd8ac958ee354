import type { RunSpec } from '../../../../common/contract/run-spec';
import { writeBytes, writeDuration, writeMount, writePort } from './values';
import { quoteWord } from './words';

type Group = readonly string[];

/**
 * The `docker run` line that makes the same container, in groups of words that belong together.
 * @param start false: `docker create`
 */
export function dockerRunGroups(spec: RunSpec, start = true): readonly Group[] {
  const rest = spec.entrypoint && spec.entrypoint.length > 1 ? spec.entrypoint.slice(1) : [];
  return [
    start
      ? spec.tty && spec.interactive
        ? ['docker', 'run']
        : ['docker', 'run', '-d']
      : ['docker', 'create'],
    ...identityOf(spec),
    ...storageOf(spec),
    ...networkOf(spec),
    ...limitsOf(spec),
    ...securityOf(spec),
    ...healthOf(spec),
    ...machineOf(spec),
    ...Object.entries(spec.labels).map(([key, value]) => ['--label', value === '' ? key : `${key}=${value}`]),
    [spec.image, ...rest, ...spec.command],
  ];
}

/** One line, or one group a line with `multiline`. */
export function formatDockerRun(
  spec: RunSpec,
  options: { start?: boolean; multiline?: boolean } = {},
): string {
  const groups = dockerRunGroups(spec, options.start ?? true).map((group) => group.map(quoteWord).join(' '));
  return groups.join(options.multiline ? ' \\\n  ' : ' ');
}

const flag = (name: string, value: string | number | undefined): readonly Group[] =>
  value === undefined ? [] : [[name, String(value)]];
const on = (name: string, isOn: boolean): readonly Group[] => (isOn ? [[name]] : []);
const each = (name: string, values: readonly string[]): readonly Group[] =>
  values.map((value) => [name, value]);

function identityOf(spec: RunSpec): readonly Group[] {
  const terminal =
    spec.tty && spec.interactive ? [['-it']] : [...on('-t', spec.tty), ...on('-i', spec.interactive)];
  const { name, maximumRetryCount } = spec.restart;
  const retries = name === 'on-failure' && maximumRetryCount > 0 ? `:${maximumRetryCount}` : '';
  return [
    ...flag('--name', spec.name),
    ...on('--rm', spec.autoRemove),
    ...terminal,
    ...(name === 'no' ? [] : [['--restart', `${name}${retries}`]]),
    ...flag('--platform', spec.platform),
    ...flag('-u', spec.user),
    ...each('--group-add', spec.groupAdd),
    ...flag('-w', spec.workingDir),
    ...(spec.entrypoint === undefined ? [] : [['--entrypoint', spec.entrypoint[0] ?? '']]),
    ...each('-e', spec.env),
  ];
}

function storageOf(spec: RunSpec): readonly Group[] {
  return [...spec.mounts.map(writeMount), ...flag('--shm-size', spec.shmBytes && writeBytes(spec.shmBytes))];
}

function networkOf(spec: RunSpec): readonly Group[] {
  const [first, ...others] = spec.networks;
  return [
    ...spec.ports.map((port) => ['-p', writePort(port)]),
    ...on('-P', spec.publishAll),
    ...flag('--network', first?.name),
    ...each('--network-alias', first?.aliases ?? []),
    ...flag('--ip', first?.ipv4),
    ...others.map(({ name, aliases, ipv4 }) => [
      '--network',
      [`name=${name}`, ...aliases.map((alias) => `alias=${alias}`), ...(ipv4 ? [`ip=${ipv4}`] : [])].join(
        ',',
      ),
    ]),
    ...flag('--hostname', spec.hostname),
    ...each('--add-host', spec.extraHosts),
    ...each('--dns', spec.dns),
  ];
}

function limitsOf({ limits, ulimits }: RunSpec): readonly Group[] {
  const bytes = (value: number | undefined) =>
    value === undefined ? undefined : value < 0 ? '-1' : writeBytes(value);
  return [
    ...flag('--cpus', limits.cpus),
    ...flag('--cpu-shares', limits.cpuShares),
    ...flag('--cpuset-cpus', limits.cpuset),
    ...flag('--memory', bytes(limits.memoryBytes)),
    ...flag('--memory-reservation', bytes(limits.memoryReservationBytes)),
    ...flag('--memory-swap', bytes(limits.memorySwapBytes)),
    ...flag('--pids-limit', limits.pids),
    ...ulimits.map(({ name, soft, hard }) => [
      '--ulimit',
      soft === hard ? `${name}=${soft}` : `${name}=${soft}:${hard}`,
    ]),
  ];
}

function securityOf(spec: RunSpec): readonly Group[] {
  return [
    ...on('--privileged', spec.privileged),
    ...on('--read-only', spec.readOnly),
    ...each('--cap-add', spec.capAdd),
    ...each('--cap-drop', spec.capDrop),
    ...each('--security-opt', spec.securityOpt),
    ...flag('--userns', spec.usernsMode),
  ];
}

function healthOf({ healthcheck }: RunSpec): readonly Group[] {
  if (healthcheck.kind === 'image') return [];
  if (healthcheck.kind === 'none') return [['--no-healthcheck']];
  const { command, intervalMs, timeoutMs, startPeriodMs, retries } = healthcheck;
  const time = (ms: number | undefined) => (ms === undefined ? undefined : writeDuration(ms));
  return [
    ['--health-cmd', command],
    ...flag('--health-interval', time(intervalMs)),
    ...flag('--health-timeout', time(timeoutMs)),
    ...flag('--health-start-period', time(startPeriodMs)),
    ...flag('--health-retries', retries),
  ];
}

function machineOf(spec: RunSpec): readonly Group[] {
  const pairs = (name: string, record: Readonly<Record<string, string>>): readonly Group[] =>
    Object.entries(record).map(([key, value]) => [name, `${key}=${value}`]);
  return [
    ...on('--init', spec.init),
    ...flag('--stop-signal', spec.stopSignal),
    ...flag('--stop-timeout', spec.stopTimeout),
    ...each('--device', spec.devices),
    ...pairs('--sysctl', spec.sysctls),
    ...flag('--log-driver', spec.logDriver),
    ...pairs('--log-opt', spec.logOptions),
    ...flag('--ipc', spec.ipcMode),
    ...flag('--pid', spec.pidMode),
    ...flag('--uts', spec.utsMode),
  ];
}
